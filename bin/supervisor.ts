import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { lockHome } from "#db/home-lock.ts";
import { type HomeDatabase, startHomeDatabase } from "#db/local.ts";
import { migrate } from "#db/migrate.ts";
import { reachDatabase } from "#db/reach.ts";
import { announceServer, findRunningServer, withdrawServer } from "#db/running-server.ts";
import { type Config, readConfig } from "#lib/config.ts";
import { ensureSecrets } from "#lib/secrets.ts";
import { invalid, unavailable } from "#lib/service/errors.ts";
import { type KeptProcess, keepRunning } from "./keep-running.ts";
import { reportError } from "./shut-down.ts";

/** How to undo what has been started so far; run from the last to the first. */
const cleanups: (() => void | Promise<void>)[] = [];
let stopping: Promise<never> | null = null;

function stop(exitCode: number): Promise<never> {
  stopping ??= (async () => {
    for (const cleanup of cleanups.reverse()) {
      try {
        await cleanup();
      } catch (error) {
        console.error(error);
      }
    }
    process.exit(exitCode);
  })();
  return stopping;
}

/** `espalier serve`: database, web and worker on one machine, until a signal ends them all. */
async function main(): Promise<void> {
  const config = readConfig();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  if (process.channel) process.on("disconnect", () => void stop(0));

  await holdHome(config);
  await requireFreePort(config);
  const secret = config.secret ?? ensureSecrets(config.home).secret;
  const { databaseUrl, ownerUrl } = await startDatabase(config);
  await migrate({ ownerUrl, appLogin: decodeURIComponent(new URL(databaseUrl).username) });

  const environment = childEnvironment(config, databaseUrl, secret);
  Object.assign(process.env, environment);
  const { firstStart } = await import("#lib/cli/first-start.ts");
  const owner = await firstStart();

  for (const kept of [keepRunning("worker", environment), keepRunning("web", environment)]) stopLater(kept);
  await untilHealthy(config);
  const url = config.publicUrl ?? localUrl(config);
  announceServer(config.home, {
    pid: process.pid,
    url: localUrl(config),
    port: config.port,
    databaseUrl,
    ownerUrl,
  });
  cleanups.push(() => withdrawServer(config.home));
  console.log(`Espalier is ready at ${url}`);
  console.log(`Sign in as ${owner.email} with the password in ${owner.passwordFile}`);
}

function stopLater(kept: KeptProcess): void {
  cleanups.push(() => kept.stop());
}

async function holdHome({ home }: Config): Promise<void> {
  const lock = await lockHome(home, 3);
  if (lock === null) {
    const running = findRunningServer(home);
    const who =
      running === null ? "Another Espalier process" : `Espalier (process ${running.pid}, ${running.url})`;
    throw invalid(
      `${who} already runs with the folder ${home}: stop it, or set ESPALIER_HOME to another folder.`,
    );
  }
  cleanups.push(() => lock.release());
  withdrawServer(home);
}

async function requireFreePort({ host, port }: Config): Promise<void> {
  const problems: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${host} is in use: stop what listens there, or set PORT to another port.`,
    EACCES: `Port ${port} needs more rights than this user has: set PORT to another port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to one that it has.`,
    ENOTFOUND: `No host ${host} is known: set HOST to an address of this machine.`,
  };
  const probe = createServer();
  const code = await new Promise<string | null>(done => {
    probe.once("error", error =>
      done("code" in error && typeof error.code === "string" ? error.code : error.message),
    );
    probe.listen(port, host, () => probe.close(() => done(null)));
  });
  if (code !== null)
    throw invalid(problems[code] ?? `Port ${port} of ${host} cannot be used (${code}): set PORT and HOST.`);
}

async function startDatabase(config: Config): Promise<{ databaseUrl: string; ownerUrl: string }> {
  const { databaseUrl, migrateDatabaseUrl } = config;
  if (databaseUrl !== undefined) {
    await reachDatabase(databaseUrl);
    const ownerUrl = migrateDatabaseUrl ?? databaseUrl;
    if (ownerUrl !== databaseUrl) await reachDatabase(ownerUrl);
    return { databaseUrl, ownerUrl };
  }
  let database = await startHomeDatabase(config.home);
  cleanups.push(() => database.server.stop());
  keepDatabase(config.home, database, next => {
    database = next;
  });
  return { databaseUrl: database.appUrl, ownerUrl: database.ownerUrl };
}

/** It remembers its port and passwords, so those who were connected find it again where it was. */
async function keepDatabase(
  home: string,
  first: HomeDatabase,
  replace: (next: HomeDatabase) => void,
): Promise<void> {
  let database = first;
  for (;;) {
    await database.server.exited;
    if (stopping !== null) return;
    console.error("The embedded PostgreSQL ended; starting it again.");
    try {
      database = await startHomeDatabase(home);
      replace(database);
    } catch (error) {
      console.error(error);
      await stop(1);
    }
  }
}

/** The web and worker never see the owner's login. */
function childEnvironment(config: Config, databaseUrl: string, secret: string): NodeJS.ProcessEnv {
  const { MIGRATE_DATABASE_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    NODE_ENV: "production",
    HOST: config.host,
    PORT: String(config.port),
    ESPALIER_HOME: config.home,
    ESPALIER_SECRET: secret,
    DATABASE_URL: databaseUrl,
  };
}

function localUrl({ host, port }: Config): string {
  const everywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  return `http://${everywhere[host] ?? (host.includes(":") ? `[${host}]` : host)}:${port}`;
}

const healthySeconds = 60;

async function untilHealthy(config: Config): Promise<void> {
  const deadline = Date.now() + healthySeconds * 1000;
  while (Date.now() < deadline) {
    const response = await fetch(`${localUrl(config)}/healthz`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await delay(50);
  }
  throw unavailable(
    `Espalier did not become healthy within ${healthySeconds} seconds: the lines above say why.`,
  );
}

main().catch(async error => {
  if (stopping !== null) return;
  reportError(error);
  await stop(1);
});
