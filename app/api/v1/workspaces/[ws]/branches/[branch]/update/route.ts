import { updateBranch } from "#lib/curation/update-branch.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ branch: string }>(async (context, request, { branch }) =>
  json(await updateBranch(context, branch, await jsonBody(request))),
);
