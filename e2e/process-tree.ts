import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The pids of a process and of all that descends from it, parents first. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of parentsOfAll()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function parentsOfAll(): [pid: number, parent: number][] {
  if (process.platform === "linux") return readdirSync("/proc").flatMap(parentInProc);
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const lines = stdout.split("\n").map(line => line.trim().split(/\s+/).map(Number));
  return lines.flatMap(([pid, parent]) =>
    pid === undefined || parent === undefined ? [] : [[pid, parent] satisfies [number, number]],
  );
}

/** A machine with Linux may have no `ps`. */
function parentInProc(name: string): [pid: number, parent: number][] {
  const pid = Number(name);
  if (!Number.isInteger(pid)) return [];
  try {
    // `pid (name, which may hold anything) state parent ...`
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [[pid, Number(parent)]];
  } catch {
    // It ended since the folder was read.
    return [];
  }
}
