import type { IncomingMessage, ServerResponse } from "node:http";
import { ingestBatch } from "#lib/capture/ingest-records.ts";
import { jsonOf, maxJsonBytes } from "#lib/http/body.ts";
import { problemHeaders, problemOf } from "#lib/http/problem.ts";
import type { Context } from "#lib/service/context.ts";
import { resolvePrincipal } from "#lib/workspaces/resolve-principal.ts";

/**
 * The door of records sent as JSON with an API key, in front of Next: agents report every step by itself, and Next's way
 * to a handler costs several times what the step does. Everything else of the path is Next's.
 */

/** A workspace's name needs no escape; what is no such name, Next answers. */
const recordsPath = /^\/api\/v1\/workspaces\/([a-z0-9-]+)\/trajectories$/;

/** False when the request is somebody else's. */
export async function handleRecords(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { authorization, "content-type": mediaType = "", "content-length": length } = request.headers;
  const match = request.method === "POST" ? recordsPath.exec(request.url ?? "") : null;
  if (!match?.[1] || !authorization || !/^application\/json\b/.test(mediaType)) return false;
  // Here a body that is refused before its end would take the connection with it.
  if (length === undefined || Number(length) > maxJsonBytes) return false;
  try {
    const context = await resolvePrincipal(new Headers({ authorization }), match[1]);
    const { status, body } = await answerBatch(context, await jsonOf(request));
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    response.writeHead(status, headers).end(JSON.stringify(body));
  } catch (error) {
    const problem = problemOf(error);
    response.writeHead(problem.status, problemHeaders(problem)).end(JSON.stringify(problem));
  }
  return true;
}

/** Appends what a JSON body holds: 201 where anything of it is new. */
export async function answerBatch(context: Context, sent: unknown) {
  const { seq, records } = await ingestBatch(context, sent);
  const isNew = records.some(record => record.status === "created");
  return { status: isNew ? 201 : 200, body: { items: records, seq } };
}
