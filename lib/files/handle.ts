import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type FileToServe, snapshotFile } from "#lib/corpora/snapshot-file.ts";
import { parseRange } from "#lib/files/ranges.ts";
import { problemHeaders, problemOf } from "#lib/http/problem.ts";
import { requireNames } from "#lib/http/route.ts";
import { storage } from "#lib/storage/storage.ts";
import { resolvePrincipal } from "#lib/workspaces/resolve-principal.ts";

const snapshotPath =
  /^\/api\/v1\/workspaces\/([^/]+)\/corpora\/([^/]+)\/snapshots\/([^/]+)\/(?:(manifest)|files\/(.+))$/;

/** Serves the files of snapshots. False when the path is somebody else's. */
export async function handleFiles(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = request.url?.split("?")[0] ?? "";
  const match = snapshotPath.exec(path);
  if (!match) return false;
  try {
    const [ws, corpus, version, , file] = match
      .slice(1)
      .map(part => (part === undefined ? "" : decodeURIComponent(part)));
    const context = await resolvePrincipal(headersOf(request), ws ?? "");
    requireNames([corpus ?? "", version ?? ""]);
    const found = await snapshotFile(context, {
      corpus: corpus ?? "",
      version: version ?? "",
      path: file || null,
    });
    await serveFile(request, response, found);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendProblem(response, error);
  }
  return true;
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

function sendProblem(response: ServerResponse, error: unknown): void {
  const problem = error instanceof URIError ? { ...problemOf(error), status: 400 } : problemOf(error);
  response.writeHead(problem.status, problemHeaders(problem)).end(JSON.stringify(problem));
}

async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: FileToServe,
): Promise<void> {
  const headers = {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${file.name}"`,
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
    etag: `"${file.sha256}"`,
    "x-espalier-snapshot": file.snapshot,
  };
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  if (request.headers["if-none-match"] === headers.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const ifRange = request.headers["if-range"];
  const asked = ifRange === undefined || ifRange === headers.etag ? request.headers.range : undefined;
  const range = parseRange(asked, file.sizeBytes);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "content-range": `bytes */${file.sizeBytes}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    "content-length": end - start,
    ...(range ? { "content-range": `bytes ${start}-${end - 1}/${file.sizeBytes}` } : {}),
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(Readable.from(await storage().stream(file.key, start, end)), response);
}
