import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { claimItems } from "#lib/labeling/claim-items.ts";

export const POST = workspaceRoute<{ queue: string }>(async (context, request, { queue }) =>
  json(await claimItems(context, queue, await jsonBody(request))),
);
