import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { releaseItems } from "#lib/labeling/release-items.ts";

export const POST = workspaceRoute(async (context, request) =>
  json(await releaseItems(context, await jsonBody(request))),
);
