import { addCorrection } from "#lib/curation/add-correction.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ branch: string }>(async (context, request, { branch }) =>
  json(await addCorrection(context, branch, await jsonBody(request)), { status: 201 }),
);
