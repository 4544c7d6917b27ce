import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { findChromium, installChromium } from "#e2e/chromium.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightReportSchema = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

let running: ChildProcess | null = null;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => running?.kill(signal));

function run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const shell = process.platform === "win32";
  const child = spawn(program, args, { cwd: root, env, shell, stdio: ["ignore", "inherit", "inherit"] });
  running = child;
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", code => done(code === 0));
  });
}

/** A report that is missing or damaged means that the runner itself broke down. */
function readReport<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

/** A runner that fails without naming a test (an import that breaks, an unhandled rejection) counts as one failure. */
function atLeastOneFailure(counts: Counts, succeeded: boolean): Counts {
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function runVitest(args: string[], folder: string, environment: NodeJS.ProcessEnv): Promise<Counts> {
  const path = join(folder, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  const succeeded = await run("vitest", ["run", ...reporters, ...args], environment);
  const report = readReport(path, vitestReportSchema);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    file => file.status === "failed" && !file.assertionResults.some(test => test.status === "failed"),
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return atLeastOneFailure(counts, succeeded);
}

async function runPlaywright(folder: string, environment: NodeJS.ProcessEnv): Promise<Counts> {
  const none = { passed: 0, failed: 0, skipped: 0 };
  const journeys = readdirSync(join(root, "e2e"), { recursive: true, encoding: "utf8" });
  if (!journeys.some(name => name.endsWith(".test.ts"))) return none;
  const chromium = findChromium();
  const found = chromium === null ? installChromium() : { path: chromium };
  if ("reason" in found) {
    console.log(`\nJourneys in a browser are skipped: ${found.reason}. CHROMIUM_PATH names one elsewhere.`);
    return { ...none, skipped: 1 };
  }
  const path = join(folder, "playwright.json");
  const extra = { PLAYWRIGHT_JSON_OUTPUT_FILE: path, CHROMIUM_PATH: found.path };
  const succeeded = await run("playwright", ["test", "--reporter=list,json"], { ...environment, ...extra });
  const report = readReport(path, playwrightReportSchema);
  if (report === null) return { ...none, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return atLeastOneFailure({ passed: expected, failed, skipped }, succeeded);
}

/** Tests have folders and ports of their own, and no store or server of whoever runs them. `DATABASE_URL` is theirs to use. */
function testEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(PORT|HOST|MIGRATE_DATABASE_URL|ESPALIER_(?!(?:TEST_DATA|TRAIN)$).*|S3_.*|AWS_.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "test" };
}

/** With arguments, only the unit and integration tests that they name. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "espalier-reports-"));
  const environment = testEnvironment();
  const args = process.argv.slice(2);
  const runs = [await runVitest(args, folder, environment)];
  if (args.length === 0) runs.push(await runPlaywright(folder, environment));
  rmSync(folder, { recursive: true, force: true });

  const total = (key: keyof Counts) => runs.reduce((sum, counts) => sum + counts[key], 0);
  const skipped = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
  console.log(`\n${total("passed")} passed, ${total("failed")} failed${skipped}`);
  process.exit(total("failed") === 0 && total("passed") > 0 ? 0 : 1);
}

await main();
