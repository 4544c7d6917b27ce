import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { submitLabel } from "#lib/labeling/submit-label.ts";

export const POST = workspaceRoute<{ queue: string }>(async (context, request, { queue }) =>
  json(await submitLabel(context, queue, await jsonBody(request))),
);
