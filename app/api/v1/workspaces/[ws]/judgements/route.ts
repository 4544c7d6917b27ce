import { startJudging } from "#lib/feedback/judge/start-judging.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute(async (context, request) =>
  json(await startJudging(context, await jsonBody(request)), { status: 202 }),
);
