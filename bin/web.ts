import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { readConfig, requireSharedConfig } from "#lib/config.ts";
import { handleFiles } from "#lib/files/handle.ts";
import { handleRecords } from "#lib/http/records-door.ts";
import { health } from "#lib/service/health.ts";
import { reportAndExit, shutDownWith } from "./shut-down.ts";

/**
 * The web server. Bytes of files go out in front of Next: its handlers cannot send `Content-Length`, and without that
 * there are no ranges and no resumable downloads.
 */
async function main(): Promise<void> {
  const { host, port } = requireSharedConfig(readConfig());
  const dir = fileURLToPath(new URL("..", import.meta.url));
  const app = next({ dev: false, dir, hostname: host, port });
  await app.prepare();
  const handlePage = app.getRequestHandler();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.split("?")[0] === "/healthz") return answerHealth(response);
    if (await handleRecords(request, response)) return;
    if (await handleFiles(request, response)) return;
    await handlePage(request, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  // An upload of many gigabytes takes as long as it takes.
  server.requestTimeout = 0;
  server.once("error", reportAndExit);
  server.listen(port, host);

  shutDownWith(async () => {
    const closed = new Promise(done => server.close(done));
    server.closeIdleConnections();
    // Streams that follow the log would never end by themselves.
    setTimeout(() => server.closeAllConnections(), 2000).unref();
    await closed;
    await app.close();
  });
}

async function answerHealth(response: ServerResponse): Promise<void> {
  const state = await health();
  response.writeHead(state.ok ? 200 : 503, {
    "content-type": "application/json",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(state));
}

main().catch(reportAndExit);
