import { restoreBranch } from "#lib/curation/restore-branch.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ branch: string }>(async (context, _request, { branch }) =>
  json(await restoreBranch(context, branch)),
);
