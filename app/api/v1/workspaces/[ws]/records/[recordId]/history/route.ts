import { recordHistory } from "#lib/curation/record-history.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ recordId: string }>(async (context, _request, { recordId }) =>
  json({ items: await recordHistory(context, recordId), nextCursor: null }),
);
