import { editRecords } from "#lib/curation/edit-records.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ branch: string }>(async (context, request, { branch }) =>
  json(await editRecords(context, branch, await jsonBody(request)), { status: 201 }),
);
