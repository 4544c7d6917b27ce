import { finishJob, selectJob, startJob, updateProgress } from "#db/queries/jobs/jobs.ts";
import { withWorkspace } from "#db/tenancy.ts";
import type { JobProgress } from "#lib/jobs/schemas.ts";
import type { JobPayload } from "#lib/jobs/sender.ts";
import type { Context } from "#lib/service/context.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { localContext } from "#lib/workspaces/local-context.ts";

/** What a handler gets: on whose behalf, with what input, and how to report. */
export interface RunningJob {
  context: Context;
  jobId: string;
  input: unknown;
  createdBy: string;
  /** Reports progress, at most every 200 ms unless `now`. @throws JobCancelled when the job was stopped. */
  report(progress: JobProgress, now?: boolean): Promise<void>;
  /** Has `work` done once the job's end is durable, for what another run of it would still need until then. */
  afterwards(work: () => Promise<void>): void;
}

export class JobCancelled extends Error {}

/**
 * Runs one job. Bad input ends it as failed, with words for whoever started it; anything else is thrown, so that the
 * queue runs it again. Every handler is idempotent: a job may run twice.
 */
export async function runJob(
  payload: JobPayload,
  signal: AbortSignal,
  handle: (job: RunningJob) => Promise<unknown>,
): Promise<void> {
  const { workspaceId, workspace, jobId } = payload;
  const taken = await withWorkspace(workspaceId, async tx =>
    (await startJob(tx, workspaceId, jobId)) ? selectJob(tx, workspaceId, jobId) : null,
  );
  if (!taken) return;
  const context = localContext(workspaceId, workspace);
  const report = progressReporter(payload, signal);
  const leftovers: Array<() => Promise<void>> = [];
  try {
    const result = await handle({
      context,
      jobId,
      input: JSON.parse(taken.input),
      createdBy: taken.createdBy,
      report,
      afterwards: work => void leftovers.push(work),
    });
    await withWorkspace(workspaceId, tx => finishJob(tx, workspaceId, jobId, { state: "done", result }));
  } catch (error) {
    if (!(error instanceof JobCancelled)) {
      if (!isEspalierError(error) || error.family === "unavailable") throw error;
      await withWorkspace(workspaceId, tx =>
        finishJob(tx, workspaceId, jobId, { state: "failed", error: error.message, result: error.extra }),
      );
    }
  }
  for (const work of leftovers) await work();
}

function progressReporter({ workspaceId, jobId }: JobPayload, signal: AbortSignal): RunningJob["report"] {
  let last = 0;
  return async (progress, now = false) => {
    signal.throwIfAborted();
    if (!now && performance.now() - last < 200) return;
    last = performance.now();
    const running = await withWorkspace(workspaceId, tx => updateProgress(tx, workspaceId, jobId, progress));
    if (!running) throw new JobCancelled();
  };
}

/** The last try failed: whoever waits must learn of it. */
export async function failJob({ workspaceId, jobId }: JobPayload, message: string): Promise<void> {
  await withWorkspace(workspaceId, tx =>
    finishJob(tx, workspaceId, jobId, { state: "failed", error: message }),
  );
}
