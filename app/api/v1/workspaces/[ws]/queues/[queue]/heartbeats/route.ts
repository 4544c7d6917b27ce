import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { renewItems } from "#lib/labeling/renew-items.ts";

export const POST = workspaceRoute(async (context, request) =>
  json(await renewItems(context, await jsonBody(request))),
);
