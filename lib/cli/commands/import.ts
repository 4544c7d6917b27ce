import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { waitForJob } from "#lib/cli/wait-for-job.ts";
import { type ImportResult, importResultSchema, type RecordProblem } from "#lib/jobs/schemas.ts";
import { invalid } from "#lib/service/errors.ts";

const usageLine = "import FILE --workspace NAME [--format F] [--json]";

/** Uploads a file and waits until it is imported. Exits 1 when a record was refused, after the good ones landed. */
export async function importCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, ["workspace", "format"], usageLine);
  const [path] = called.positionals;
  const { workspace, format } = called.options;
  if (path === undefined || called.positionals.length > 1) throw badUsage("Name one file.", usageLine);
  if (workspace === undefined) throw badUsage("Say where to: --workspace NAME.", usageLine);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw invalid(`There is no file ${path}.`, { code: "file_not_found" });
  const query = new URLSearchParams({ name: basename(path), ...(format === undefined ? {} : { format }) });
  const job = await withApi(called, workspace, async api =>
    waitForJob(api, await api.upload(`imports?${query}`, await openAsBlob(path))),
  );
  const result = importResultSchema.parse(job.result);
  if (called.json) console.log(JSON.stringify(result));
  else printImport(basename(path), result);
  return result.refusedCount > 0 ? 1 : 0;
}

function printImport(name: string, result: ImportResult): void {
  const created = counts(result.created);
  const known = counts(result.unchanged);
  if (created) console.log(`${name} (${result.format}): ${created}`);
  else console.log(`${name} (${result.format}): nothing new`);
  if (known) console.log(`Unchanged, there already: ${known}`);
  printProblems("warning", result.warnings, result.warningCount);
  printProblems("refused", result.refused, result.refusedCount);
}

const plurals: Record<string, string> = { trajectory: "trajectories" };

function counts(byType: Record<string, number>): string {
  const shown = Object.entries(byType).filter(([, count]) => count > 0);
  return shown.map(([type, count]) => `${count.toLocaleString("en")} ${nounOf(type, count)}`).join(", ");
}

function nounOf(type: string, count: number): string {
  return count === 1 ? type : (plurals[type] ?? `${type}s`);
}

function printProblems(kind: string, problems: readonly RecordProblem[], count: number): void {
  if (count === 0) return;
  console.error(
    `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"} with ${kind === "warning" ? "a warning" : "an error, not imported"}:`,
  );
  for (const { file, line, record, reason } of problems.slice(0, 50)) {
    console.error(`  ${file}:${line ?? `record ${record}`}: ${reason}`);
  }
  if (count > 50)
    console.error(`  and ${(count - 50).toLocaleString("en")} more; --json lists the first 1,000`);
}
