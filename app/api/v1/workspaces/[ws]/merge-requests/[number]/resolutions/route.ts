import { resolveConflicts } from "#lib/curation/resolve-conflicts.ts";
import { jsonBody, jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ number: string; }>(async (context, request, { number }) =>
  json(await resolveConflicts(context, Number(number), await jsonBody(request))),
);
