import { json, queryOf, workspaceRoute } from "#lib/http/route.ts";
import { trajectoryFacets } from "#lib/slices/trajectory-facets.ts";

export const GET = workspaceRoute(async (context, request) =>
  json(await trajectoryFacets(context, queryOf(request))),
);
