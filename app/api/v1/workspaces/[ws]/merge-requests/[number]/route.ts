import { changeMergeRequest } from "#lib/curation/change-merge-request.ts";
import { readMergeRequest } from "#lib/curation/read-merge-request.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, numberIn, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ number: string }>(async (context, _request, { number }) =>
  json(await readMergeRequest(context, numberIn(number))),
);

export const PATCH = workspaceRoute<{ number: string }>(async (context, request, { number }) =>
  json(await changeMergeRequest(context, numberIn(number), await jsonBody(request))),
);
