import { listCommits } from "#lib/curation/list-commits.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ branch: string }>(async (context, _request, { branch }) =>
  json({ items: await listCommits(context, branch), nextCursor: null }),
);
