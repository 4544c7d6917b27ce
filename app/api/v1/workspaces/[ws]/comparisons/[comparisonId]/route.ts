import { json, refOf, workspaceRoute } from "#lib/http/route.ts";
import { readComparison } from "#lib/slices/read-comparison.ts";

export const GET = workspaceRoute<{ comparisonId: string }>(async (context, request, { comparisonId }) => {
  const { ref, ...comparison } = await readComparison(context, { comparisonId, at: refOf(request) });
  return json(comparison, { ref });
});
