import { revertCommit } from "#lib/curation/revert-commit.ts";
import { json, numberIn, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ branch: string; no: string }>(
  async (context, _request, { branch, no }) =>
    json(await revertCommit(context, branch, numberIn(no)), { status: 201 }),
);
