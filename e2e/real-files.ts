import { existsSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(process.env.ESPALIER_TEST_DATA ?? "../shared/data");

export const tauBenchFile = resolve(folder, "tau-bench/gpt-4o-airline.json");
export const pandaLmFile = resolve(folder, "pandalm/testset-v1.json");

/** Null when every file is there; else why a test that reads them is skipped, as it is also printed. */
export function missingReason(...paths: string[]): string | null {
  const missing = paths.filter(path => !existsSync(path));
  if (missing.length === 0) return null;
  const reason = `Skipped: there is no ${missing.join(" and no ")}; ESPALIER_TEST_DATA names the folder.`;
  console.warn(reason);
  return reason;
}
