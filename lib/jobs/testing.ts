import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll } from "vitest";
import type { RunningJob } from "#lib/jobs/run-job.ts";
import type { JobProgress } from "#lib/jobs/schemas.ts";
import type { Context } from "#lib/service/context.ts";

/** For tests of handlers: a job that nobody queued, with every report that it made. */
export interface TestJob extends RunningJob {
  reports: JobProgress[];
  /** What the runner does once the job is over. */
  end(): Promise<void>;
}

export function testJob(context: Context, input: unknown, more: Partial<RunningJob> = {}): TestJob {
  const reports: JobProgress[] = [];
  const leftovers: Array<() => Promise<void>> = [];
  return {
    context,
    jobId: uuidv7(),
    input,
    createdBy: "local",
    report: async progress => void reports.push(progress),
    afterwards: work => void leftovers.push(work),
    reports,
    end: async () => {
      for (const work of leftovers.splice(0)) await work();
    },
    ...more,
  };
}

/** A data folder of the calling test file's own. Call it before the file's other hooks. */
export function useTestHome(): void {
  let home: string | null = null;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "espalier-home-"));
    process.env.ESPALIER_HOME = home;
  });
  afterAll(() => {
    if (home) rmSync(home, { recursive: true, force: true });
  });
}
