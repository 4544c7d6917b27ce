import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { unavailable } from "#lib/service/errors.ts";

function readPostmasterPid(dataFolder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function workingFolder(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** PostgreSQL and its backends work in the data folder, which tells them from a stranger that was given an old pid. */
function processesIn(dataFolder: string): number[] {
  if (process.platform === "linux") {
    const folder = realpathSync(dataFolder);
    const pids = readdirSync("/proc").filter(name => /^\d+$/.test(name));
    return pids.filter(pid => pid !== String(process.pid) && workingFolder(pid) === folder).map(Number);
  }
  const pid = readPostmasterPid(dataFolder);
  if (pid === null || process.platform === "win32") return [];
  const command = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  return command.includes("postgres") ? [pid] : [];
}

/**
 * Ends what a killed run left behind in the data folder and removes its stale `postmaster.pid`, which would block the
 * start when another process meanwhile has that pid. The caller holds the lock of the folder, so whatever still
 * runs there has lost its owner.
 */
export async function clearLeftovers(dataFolder: string, patienceSeconds = 20): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1000;
  let left = processesIn(dataFolder);
  const postmaster = readPostmasterPid(dataFolder);
  if (postmaster !== null && left.includes(postmaster)) process.kill(postmaster, "SIGINT");
  while (left.length > 0) {
    if (Date.now() > deadline) {
      throw unavailable(
        `A PostgreSQL of an earlier run (process ${left[0]}) still holds ${dataFolder}: end it, then start again.`,
      );
    }
    await delay(50);
    left = processesIn(dataFolder);
  }
  rmSync(join(dataFolder, "postmaster.pid"), { force: true });
}
