import { approveMergeRequest } from "#lib/curation/approve-merge-request.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ number: string }>(async (context, _request, { number }) =>
  json(await approveMergeRequest(context, Number(number)), { status: 201 }),
);
