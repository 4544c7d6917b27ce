import { json, workspaceRoute } from "#lib/http/route.ts";
import { undoLabel } from "#lib/labeling/undo-label.ts";

export const POST = workspaceRoute<{ queue: string }>(async (context, _request, { queue }) =>
  json(await undoLabel(context, queue)),
);
