import { ingestLines } from "#lib/capture/ingest-records.ts";
import { jsonBody } from "#lib/http/body.ts";
import { ndjsonResponse } from "#lib/http/ndjson.ts";
import { answerBatch } from "#lib/http/records-door.ts";
import { json, queryOf, workspaceRoute } from "#lib/http/route.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";

export const GET = workspaceRoute(async (context, request) => {
  const { ref, ...page } = await listTrajectories(context, queryOf(request));
  return json(page, { ref });
});

export const POST = workspaceRoute(async (context, request) => {
  if (/^application\/(x-)?ndjson\b/.test(request.headers.get("content-type") ?? "")) {
    return ndjsonResponse(ingestLines(context, request.body ?? emptyBody()));
  }
  const { status, body } = await answerBatch(context, await jsonBody(request));
  return json(body, { status });
});

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
