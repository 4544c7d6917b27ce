import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { skipItem } from "#lib/labeling/skip-item.ts";

export const POST = workspaceRoute<{ queue: string }>(async (context, request, { queue }) =>
  json(await skipItem(context, queue, await jsonBody(request))),
);
