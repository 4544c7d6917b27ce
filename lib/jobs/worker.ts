import { v7 as uuidv7 } from "uuid";
import { makeBoss, queueOptions } from "#db/boss.ts";
import { closePool } from "#db/client.ts";
import { beat, forgetWorker } from "#db/queries/jobs/jobs.ts";
import { withoutWorkspace } from "#db/tenancy.ts";
import { runEdit } from "#lib/jobs/handlers/edit.ts";
import { runImport } from "#lib/jobs/handlers/import.ts";
import { runJudge } from "#lib/jobs/handlers/judge.ts";
import { runPublish } from "#lib/jobs/handlers/publish.ts";
import { failJob, type RunningJob, runJob } from "#lib/jobs/run-job.ts";
import type { JobKind } from "#lib/jobs/schemas.ts";
import type { JobPayload } from "#lib/jobs/sender.ts";

const handlers: Record<JobKind, (job: RunningJob) => Promise<unknown>> = {
  import: runImport,
  judge: runJudge,
  edit: runEdit,
  publish: runPublish,
};

const beatEveryMs = 3_000;

/** Takes jobs until it is stopped. What it holds then is run again by another worker. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const workerId = uuidv7();
  const boss = makeBoss({ supervise: true });
  boss.on("error", logError);
  await boss.start();
  for (const [kind, handle] of Object.entries(handlers)) {
    await boss.work<JobPayload>(
      kind,
      { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3, includeMetadata: true },
      async ([job]) => {
        if (!job) return;
        try {
          await runJob(job.data, job.signal, handle);
        } catch (error) {
          logError(error);
          if (job.retryCount >= queueOptions.retryLimit) {
            await failJob(job.data, "The job failed again and again. The server's log has the cause.");
          }
          throw error;
        }
      },
    );
  }
  const sendBeat = () => withoutWorkspace(tx => beat(tx, workerId)).catch(logError);
  await sendBeat();
  const timer = setInterval(sendBeat, beatEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await boss.stop({ graceful: true, timeout: 3_000 });
      await withoutWorkspace(tx => forgetWorker(tx, workerId)).catch(logError);
      await closePool();
    },
  };
}

function logError(error: unknown): void {
  process.stderr.write(
    `worker: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}
