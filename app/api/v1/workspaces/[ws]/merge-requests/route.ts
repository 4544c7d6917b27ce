import { createMergeRequest } from "#lib/curation/create-merge-request.ts";
import { listMergeRequests } from "#lib/curation/list-merge-requests.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute(async context =>
  json({ items: await listMergeRequests(context), nextCursor: null }),
);

export const POST = workspaceRoute(async (context, request) =>
  json(await createMergeRequest(context, await jsonBody(request)), { status: 201 }),
);
