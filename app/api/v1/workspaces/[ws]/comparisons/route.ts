import { json, queryOf, workspaceRoute } from "#lib/http/route.ts";
import { listComparisons } from "#lib/slices/list-comparisons.ts";

export const GET = workspaceRoute(async (context, request) => {
  const { ref, ...page } = await listComparisons(context, queryOf(request));
  return json(page, { ref });
});
