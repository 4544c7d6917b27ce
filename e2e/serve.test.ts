import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort, makeHome, type Serving, serve } from "./server.ts";

/** What a person meets who starts, stops and kills the server. */
const home = makeHome();
const begun: Serving[] = [];

async function begin(environment: Record<string, string> = {}): Promise<Serving & { port: string }> {
  const port = String(await freePort());
  const serving = serve({ ESPALIER_HOME: home, PORT: port, ...environment });
  begun.push(serving);
  return { ...serving, port };
}

test.describe.configure({ mode: "serial" });

test.afterAll(async () => {
  for (const serving of begun) serving.process.kill("SIGTERM");
  await Promise.all(begun.map(serving => serving.exited));
  rmSync(home, { recursive: true, force: true });
});

test("a first start answers on its port, keeps its secrets to itself and says how to sign in", async () => {
  const serving = await begin();
  const url = await serving.ready;
  expect(url).toBe(`http://127.0.0.1:${serving.port}`);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await expect.poll(() => serving.output()).toMatch(/Sign in as \S+@\S+ with the password in .*owner\.txt/);
  for (const name of ["secrets.json", "server.json", "owner.txt"]) {
    expect(statSync(join(home, name)).mode & 0o777, name).toBe(0o600);
  }
});

test("a second server on the same folder is refused in one sentence", async () => {
  const second = await begin();
  expect(await second.exited).toEqual({ code: 1, signal: null });
  expect(second.output().trim().split("\n")).toEqual([
    expect.stringContaining("already runs with the folder"),
  ]);
});

test("a port in use is refused in one sentence", async () => {
  const other = makeHome();
  const second = await begin({
    ESPALIER_HOME: other,
    PORT: begun[0] ? new URL(await begun[0].ready).port : "",
  });
  expect(await second.exited).toEqual({ code: 1, signal: null });
  expect(second.output().trim().split("\n")).toEqual([expect.stringContaining("set PORT to another port")]);
  rmSync(other, { recursive: true });
});

test("an external database that does not answer is reported without its password", async () => {
  const other = makeHome();
  const DATABASE_URL = `postgres://someone:hunter2@127.0.0.1:${await freePort()}/espalier`;
  const second = await begin({ ESPALIER_HOME: other, DATABASE_URL });
  expect(await second.exited).toEqual({ code: 1, signal: null });
  expect(second.output().trim().split("\n")).toEqual([expect.stringContaining("nothing listens there")]);
  expect(second.output()).not.toContain("hunter2");
  rmSync(other, { recursive: true });
});

test("SIGTERM stops everything that was started", async () => {
  const [first] = begun;
  first?.process.kill("SIGTERM");
  expect(await first?.exited).toEqual({ code: 0, signal: null });
  expect(existsSync(join(home, "server.json"))).toBe(false);
  expect(existsSync(join(home, "postgres", "postmaster.pid"))).toBe(false);
});

test("a start after everything was killed recovers", async () => {
  const killed = await begin();
  await killed.ready;
  const postmaster = Number.parseInt(readFileSync(join(home, "postgres", "postmaster.pid"), "utf8"), 10);
  killed.process.kill("SIGKILL");
  process.kill(postmaster, "SIGKILL");
  await killed.exited;
  const next = await begin();
  const url = await next.ready;
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
