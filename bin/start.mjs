// Brings the checkout up to date (packages, build), then runs the command on the pinned Node.
import { spawn } from "node:child_process";
import { join } from "node:path";
import {
  childEnvironment,
  ensureBuilt,
  ensureInstalled,
  pinnedNode,
  root,
  StepFailed,
} from "./bootstrap.mjs";

const programs = {
  serve: "bin/supervisor.ts",
  web: "bin/web.ts",
  worker: "bin/worker.ts",
  check: "bin/check.ts",
  test: "bin/test.ts",
  bench: "bench/main.ts",
};
const needBuild = ["serve", "web", "test"];
const inProduction = ["serve", "web", "worker"];

async function main() {
  const [command = "", ...rest] = process.argv.slice(2);
  await ensureInstalled();
  if (needBuild.includes(command)) await ensureBuilt();
  const own = Object.hasOwn(programs, command);
  const program = join(root, own ? programs[command] : "bin/espalier.ts");
  const home = process.env.ESPALIER_HOME || join(root, ".espalier");
  const mode = inProduction.includes(command) ? { NODE_ENV: "production" } : {};
  return runToEnd(program, own ? rest : process.argv.slice(2), { ESPALIER_HOME: home, ...mode });
}

/** The command keeps our stdin, stdout and stderr, gets our signals, and ends with us: its channel closes when we die. */
function runToEnd(program, args, environment) {
  const stdio = ["inherit", "inherit", "inherit", "ipc"];
  const child = spawn(pinnedNode, [program, ...args], { env: childEnvironment(environment), stdio });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) => done({ code, signal }));
  });
}

main().then(
  ({ code, signal }) => {
    if (signal === null) process.exit(code);
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  },
  error => {
    process.stderr.write(`${error instanceof StepFailed ? error.message : error.stack}\n`);
    process.exit(1);
  },
);
