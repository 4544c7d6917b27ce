import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts";

const settings = { fsync: "off", shared_buffers: "16MB" };
const folder = mkdtempSync(join(tmpdir(), "espalier-embedded-"));
const dataFolder = join(folder, "postgres");
const options = { dataFolder, superuserPassword: "a password, with 'quotes' and %", settings };
let server: EmbeddedPostgres;

beforeAll(async () => {
  server = await startEmbedded(options);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(): number {
  return Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);
}

test("listens on the loopback interface only, with passwords", async () => {
  expect(await ask("SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  const wrong = new pg.Client({ connectionString: server.superuserUrl.replace("password", "passphrase") });
  await expect(wrong.connect()).rejects.toThrow("password authentication failed");
});

test("acknowledges a commit only when it is durable", async () => {
  expect(await ask("SHOW synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
});

test("keeps its port and its data over a stop", async () => {
  await ask("CREATE TABLE kept (id int)");
  const { port } = server;
  await server.stop();
  server = await startEmbedded(options);
  expect(server.port).toBe(port);
  expect(await ask("SELECT * FROM kept")).toEqual([]);
});

test("starts again after it was killed, with what was committed", async () => {
  await ask("CREATE TABLE survivor AS SELECT 42 AS answer");
  process.kill(postmasterPid(), "SIGKILL");
  await server.exited;
  server = await startEmbedded(options);
  expect(await ask("SELECT * FROM survivor")).toEqual([{ answer: 42 }]);
});

test("starts although another process was given the pid of a dead one", async () => {
  await server.stop();
  writeFileSync(
    join(dataFolder, "postmaster.pid"),
    `${process.pid}\n${dataFolder}\n1\n${server.port}\n\n127.0.0.1\n`,
  );
  server = await startEmbedded(options);
  expect(await ask("SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("takes the place of a postmaster that outlived its owner", async () => {
  const orphan = server;
  server = await startEmbedded(options);
  await orphan.exited;
  expect(await ask("SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("says in one sentence that the secrets belong to another database", async () => {
  await server.stop();
  const attempt = startEmbedded({ ...options, superuserPassword: "another" });
  await expect(attempt).rejects.toThrow("was made with other secrets");
  server = await startEmbedded(options);
});
