import { createBranch } from "#lib/curation/create-branch.ts";
import { listBranches } from "#lib/curation/list-branches.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute(async context =>
  json({ items: await listBranches(context), nextCursor: null }),
);

export const POST = workspaceRoute(async (context, request) =>
  json(await createBranch(context, await jsonBody(request)), { status: 201 }),
);
