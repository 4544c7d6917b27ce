import { diffRefs } from "#lib/curation/diff-refs.ts";
import { json, queryOf, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute(async (context, request) =>
  json(await diffRefs(context, queryOf(request))),
);
