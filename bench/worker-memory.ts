import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { findRunningServer } from "#db/running-server.ts";

/** Starts watching the worker's memory; what it returns answers the peak since, in bytes, or 0 where the system has no /proc. */
export function workerMemory(home: string): () => number {
  try {
    const pid = workerOf(findRunningServer(home)?.pid ?? 0);
    // 5 resets the peak: see proc_pid_clear_refs(5).
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    return () => {
      const [, kilobytes = "0"] =
        /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      return Number(kilobytes) * 1024;
    };
  } catch {
    return () => 0;
  }
}

function workerOf(supervisor: number): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
      if (Number(parent) === supervisor && command.includes("worker.ts")) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error("the server has no worker");
}
