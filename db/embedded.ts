import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { unavailable } from "#lib/service/errors.ts";
import {
  findPostgresBinaries,
  type LaunchPlan,
  type PostgresBinaries,
  planLaunch,
} from "./embedded-binaries.ts";
import { clearLeftovers } from "./embedded-leftovers.ts";

export interface EmbeddedOptions {
  /** The caller holds a lock on it, or made it: nobody else starts a database there meanwhile. */
  dataFolder: string;
  /** The superuser's. A folder keeps the password that it was made with. */
  superuserPassword: string;
  /** Without one, a free port is chosen and remembered in the data folder. */
  port?: number;
  /** Server settings, such as `{fsync: "off"}` for tests. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  superuserUrl: string;
  port: number;
  /** Resolves once the server has exited, whether it was stopped or died. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

const superuser = "postgres";
const startSeconds = 60;

/** Starts a real PostgreSQL on the loopback interface, after making its data folder at the first start. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(options.dataFolder);
  const binaries = await findPostgresBinaries();
  const plan = planLaunch();
  if (!existsSync(join(dataFolder, "PG_VERSION"))) initialise(options, dataFolder, binaries, plan);
  giveTo(plan.ownerUid, dataFolder);
  await clearLeftovers(dataFolder);

  const port = options.port ?? (await choosePort(dataFolder));
  const logPath = `${dataFolder}.log`;
  const server = launch(dataFolder, port, logPath, binaries, plan, options.settings ?? {});
  const superuserUrl = `postgres://${superuser}:${encodeURIComponent(options.superuserPassword)}@127.0.0.1:${port}/postgres`;
  const exited = new Promise<void>(done => server.once("exit", () => done()));
  const stop = () => stopServer(server, exited);
  try {
    await waitUntilReady(server, superuserUrl, dataFolder, logPath);
  } catch (error) {
    await stop();
    throw error;
  }
  return { superuserUrl, port, exited, stop };
}

/** Works in a folder aside and renames it, so that a killed `initdb` leaves nothing that looks like a database. */
function initialise(
  options: EmbeddedOptions,
  dataFolder: string,
  binaries: PostgresBinaries,
  plan: LaunchPlan,
): void {
  const parent = dirname(dataFolder);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const fresh = `${dataFolder}.initialising`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = join(parent, `${randomUUID()}.password`);
  writeFileSync(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 });
  try {
    if (plan.ownerUid !== null)
      for (const path of [fresh, passwordFile]) chownSync(path, plan.ownerUid, plan.ownerUid);
    const encoding = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"];
    const durability = options.settings?.fsync === "off" ? ["--no-sync"] : [];
    const login = [`--username=${superuser}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    const [program = "", ...args] = [
      ...plan.prefix,
      binaries.initdb,
      "-D",
      fresh,
      ...encoding,
      ...login,
      ...durability,
    ];
    const run = spawnSync(program, args, { encoding: "utf8", env: serverEnvironment() });
    if (run.status !== 0) {
      throw unavailable(
        `PostgreSQL could not make its data folder ${dataFolder}: ${lastLine(`${run.stdout}\n${run.stderr}`)}`,
      );
    }
    // An empty folder may stand at the destination; anything else there makes the rename fail, and is kept.
    renameSync(fresh, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A machine may allow user namespaces on one day and not on the next: the files follow. */
function giveTo(uid: number | null, path: string): void {
  if (uid === null || statSync(path).uid === uid) return;
  for (const entry of readdirSync(path, { recursive: true, encoding: "utf8" }))
    chownSync(join(path, entry), uid, uid);
  chownSync(path, uid, uid);
}

async function choosePort(dataFolder: string): Promise<number> {
  const memory = join(dataFolder, "espalier-port");
  const remembered = existsSync(memory) ? Number.parseInt(readFileSync(memory, "utf8"), 10) : 0;
  const port = (remembered > 0 && (await freePort(remembered))) || (await freePort(0));
  if (port === null) throw unavailable("No free port is left on 127.0.0.1 for the embedded PostgreSQL.");
  writeFileSync(memory, `${port}\n`);
  return port;
}

/** The port itself when it is free (0 stands for any), else null. */
function freePort(wanted: number): Promise<number | null> {
  return new Promise(done => {
    const probe = createServer();
    probe.once("error", () => done(null));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}

function launch(
  dataFolder: string,
  port: number,
  logPath: string,
  binaries: PostgresBinaries,
  plan: LaunchPlan,
  settings: Record<string, string>,
): ChildProcess {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    log_timezone: "UTC",
    ...settings,
  };
  const words = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program = "", ...args] = [
    ...plan.prefix,
    binaries.postgres,
    "-D",
    dataFolder,
    "-p",
    String(port),
    ...words,
  ];
  const log = openSync(logPath, existsSync(logPath) && statSync(logPath).size < 8_000_000 ? "a" : "w", 0o600);
  try {
    // A group of its own: Ctrl-C in a terminal reaches the supervisor alone, which stops things in order.
    const server = spawn(program, args, {
      detached: true,
      stdio: ["ignore", log, log],
      env: serverEnvironment(),
    });
    server.on("error", () => server.emit("exit", 1, null));
    return server;
  } finally {
    closeSync(log);
  }
}

/** PostgreSQL's own variables (PGDATA, PGPORT, ...) must not bend it; a foreign locale would change its messages. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("PG") && !name.startsWith("LC_"),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}

async function waitUntilReady(
  server: ChildProcess,
  url: string,
  dataFolder: string,
  logPath: string,
): Promise<void> {
  const deadline = Date.now() + startSeconds * 1000;
  while (Date.now() < deadline) {
    if (hasExited(server)) {
      throw unavailable(
        `The embedded PostgreSQL did not start: ${lastLine(readFileSync(logPath, "utf8"))} (log: ${logPath})`,
      );
    }
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === "28P01") {
        throw unavailable(
          `The database in ${dataFolder} was made with other secrets: put the secrets.json that belongs to it back.`,
          { cause: error },
        );
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    await delay(30);
  }
  throw unavailable(
    `The embedded PostgreSQL did not answer within ${startSeconds} seconds (log: ${logPath}).`,
  );
}

function hasExited(server: ChildProcess): boolean {
  return server.pid === undefined || server.exitCode !== null || server.signalCode !== null;
}

/** SIGINT ends sessions and writes a checkpoint; what has not gone after that is told to quit, and recovers at its next start. */
async function stopServer(server: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (hasExited(server)) return;
    server.kill(signal);
    await Promise.race([exited, delay(8000, undefined, { ref: false })]);
  }
}

function lastLine(text: string): string {
  const lines = text
    .split("\n")
    .map(line => line.trim())
    .filter(line => line !== "");
  return lines.findLast(line => /FATAL|ERROR|error:/.test(line)) ?? lines.at(-1) ?? "it said nothing";
}
