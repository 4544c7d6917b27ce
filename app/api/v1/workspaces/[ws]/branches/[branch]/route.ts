import { changeBranch } from "#lib/curation/change-branch.ts";
import { deleteBranch } from "#lib/curation/delete-branch.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const PATCH = workspaceRoute<{ branch: string }>(async (context, request, { branch }) =>
  json(await changeBranch(context, branch, await jsonBody(request))),
);

export const DELETE = workspaceRoute<{ branch: string }>(async (context, _request, { branch }) =>
  json(await deleteBranch(context, branch)),
);
