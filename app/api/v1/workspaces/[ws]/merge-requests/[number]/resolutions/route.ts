import { resolveConflicts } from "#lib/curation/resolve-conflicts.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, numberIn, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ number: string }>(async (context, request, { number }) =>
  json(await resolveConflicts(context, numberIn(number), await jsonBody(request))),
);
