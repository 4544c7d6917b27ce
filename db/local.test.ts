import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "#lib/config.ts";
import { lockHome } from "./home-lock.ts";
import { withLocalDatabase } from "./local.ts";
import { announceServer, findRunningServer, withdrawServer } from "./running-server.ts";

const home = mkdtempSync(join(tmpdir(), "espalier-local-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const config = readConfig({ NODE_ENV: "test", ESPALIER_HOME: home });

async function countTables(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
  await client.end();
  return rowCount ?? 0;
}

test("a command without a server gets a migrated database, and one beside it waits for its turn", async () => {
  const [first, second] = await Promise.all([
    withLocalDatabase(config, database => countTables(database.databaseUrl)),
    withLocalDatabase(config, database => countTables(database.databaseUrl)),
  ]);
  expect(first).toBeGreaterThan(0);
  expect(second).toBe(first);
});

test("a command beside a server uses the server's database, which only its user may read", async () => {
  const server = {
    pid: process.pid,
    url: "http://127.0.0.1:1",
    port: 1,
    databaseUrl: "postgres://app",
    ownerUrl: "postgres://owner",
  };
  announceServer(home, server);
  expect(statSync(join(home, "server.json")).mode & 0o777).toBe(0o600);
  expect(await withLocalDatabase(config, async database => database.databaseUrl)).toBe("postgres://app");
  withdrawServer(home);
  expect(findRunningServer(home)).toBeNull();
});

test("a home is locked by one at a time", async () => {
  const lock = await lockHome(home, 0);
  expect(lock).not.toBeNull();
  expect(await lockHome(home, 0)).toBeNull();
  lock?.release();
  const next = await lockHome(home, 0);
  expect(next).not.toBeNull();
  next?.release();
});
