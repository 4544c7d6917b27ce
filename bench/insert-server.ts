import { createServer } from "node:http";
import pg from "pg";
import { insertStep } from "./single-insert.ts";

/** The peer of single steps: a bare HTTP server in a process of its own. Tells its parent the port. */
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  await insertStep(database, Buffer.concat(parts).toString("utf8"));
  response.writeHead(201, { "content-type": "application/json" }).end("{}");
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.send?.(address.port);
});
