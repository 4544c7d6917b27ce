import { json, workspaceRoute } from "#lib/http/route.ts";
import { readQueue } from "#lib/labeling/read-queue.ts";

export const GET = workspaceRoute<{ queue: string }>(async (context, _request, { queue }) =>
  json(await readQueue(context, queue)),
);
