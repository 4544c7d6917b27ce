import { changeMergeRequest } from "#lib/curation/change-merge-request.ts";
import { readMergeRequest } from "#lib/curation/read-merge-request.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ number: string }>(async (context, _request, { number }) =>
  json(await readMergeRequest(context, Number(number))),
);

export const PATCH = workspaceRoute<{ number: string }>(async (context, request, { number }) =>
  json(await changeMergeRequest(context, Number(number), await jsonBody(request))),
);
