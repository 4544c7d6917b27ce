import { readCommit } from "#lib/curation/read-commit.ts";
import { json, numberIn, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ branch: string; no: string }>(async (context, _request, { branch, no }) =>
  json(await readCommit(context, branch, numberIn(no))),
);
