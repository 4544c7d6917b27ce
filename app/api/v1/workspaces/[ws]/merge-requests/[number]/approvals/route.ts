import { approveMergeRequest } from "#lib/curation/approve-merge-request.ts";
import { json, numberIn, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ number: string }>(async (context, _request, { number }) =>
  json(await approveMergeRequest(context, numberIn(number)), { status: 201 }),
);
