// Plain JavaScript without dependencies: it runs on whatever Node (20.9 or later) the machine has, before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, "node_modules", ".bin");

/** The pinned Node, whatever the machine's own. */
export const pinnedNode = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

const installedMark = join(root, "node_modules", ".espalier-installed");
const builtMark = join(root, ".next", "espalier-built");

const buildSources = ["app", "components", "db", "lib", "public"];
const buildSettings = [
  "next.config.ts",
  "package.json",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Progress goes to stderr: stdout belongs to the command, which may print JSON. */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

export function childEnvironment(extra = {}) {
  const path = `${binaries}${delimiter}${process.env.PATH ?? ""}`;
  return { NEXT_TELEMETRY_DISABLED: "1", ...process.env, PATH: path, ...extra };
}

export async function ensureInstalled() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const isFresh = () => readMark(installedMark) === wanted && existsSync(pinnedNode);
  if (isFresh()) return;
  await alone("install", async () => {
    if (isFresh()) return;
    say("Installing packages (once for each change of package-lock.json) ...");
    // A production environment would leave out what the build needs.
    await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
    writeFileSync(installedMark, wanted);
  });
}

export async function ensureBuilt() {
  if (readMark(builtMark) === hashSources()) return;
  await alone("build", async () => {
    const wanted = hashSources();
    if (readMark(builtMark) === wanted) return;
    say("Building the web application (once for each change of its sources) ...");
    rmSync(builtMark, { force: true });
    await run(pinnedNode, [join(root, "node_modules", "next", "dist", "bin", "next"), "build"], {
      NODE_ENV: "production",
    });
    writeFileSync(builtMark, wanted);
  });
}

function readMark(path) {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}

function hashSources() {
  const hash = createHash("sha256");
  const nested = buildSources.flatMap(folder => listFiles(folder));
  for (const path of [...nested, ...buildSettings].sort()) {
    if (/\.test\.tsx?$/.test(path) || !existsSync(join(root, path))) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/** npm runs this very program through `npm_execpath`; without it, npm is looked for beside Node and on the PATH. */
function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) return run(process.execPath, [npm, ...args]);
  return process.platform === "win32" ? run("npm.cmd", args, {}, { shell: true }) : run("npm", args);
}

/** Runs a step with its output on stderr, and throws when it fails. */
function run(program, args, environment = {}, options = {}) {
  return new Promise((done, fail) => {
    const env = { ...childEnvironment(environment), npm_config_loglevel: undefined };
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", 2, 2], ...options });
    const forward = signal => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM"];
    for (const signal of signals) process.on(signal, forward);
    child.once("error", fail);
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      if (code === 0) done();
      else
        fail(
          new StepFailed(
            `\`${[program.split(/[\\/]/).at(-1), ...args].join(" ")}\` failed (${signal ?? `exit code ${code}`}).`,
          ),
        );
    });
  });
}

/** Its message is meant for whoever started us; everything else that is thrown is a fault of ours. */
export class StepFailed extends Error {}

const beatMilliseconds = 1000;
const staleMilliseconds = 10_000;

/** Two starts at once do one step once: the other waits. A folder that nobody touches any more belongs to nobody. */
async function alone(step, work) {
  const lock = join(root, `.${step}.lock`);
  for (let waited = false; !takeLock(lock); waited = true) {
    if (!waited) say(`Waiting for another process to ${step} ...`);
    await delay(200);
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), beatMilliseconds);
  try {
    await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? {};
  if (mtimeMs !== undefined && Date.now() - mtimeMs > staleMilliseconds) {
    const aside = `${lock}.${process.pid}`;
    try {
      // Only one of those who wait can rename it.
      renameSync(lock, aside);
      rmSync(aside, { recursive: true, force: true });
    } catch {
      // Another one was faster.
    }
  }
  return false;
}
