import { finishJob, selectJob } from "#db/queries/jobs/jobs.ts";
import { jobNotFound, readJob } from "#lib/jobs/read-job.ts";
import type { JobItem, JobKind } from "#lib/jobs/schemas.ts";
import { jobItem } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { write } from "#lib/service/transaction.ts";
import type { Scope } from "#lib/workspaces/schemas.ts";

/** Whoever may start a kind of job may stop it. */
const scopeOf: Record<JobKind, Scope> = {
  import: "ingest",
  judge: "curate",
  edit: "curate",
  publish: "publish",
};

/** Stops a job; what it did until then stays. The worker notices at its next report of progress. */
export async function cancelJob(context: Context, jobId: string): Promise<JobItem> {
  authorize(context, "ingest", "curate", "publish");
  const { kind } = await readJob(context, jobId);
  authorize(context, scopeOf[kind]);
  return write(context, async tx => {
    const stopped = await finishJob(tx, context.workspaceId, jobId, { state: "cancelled" });
    if (!stopped) throw conflict("This job is over already.", { code: "job_over" });
    const row = await selectJob(tx, context.workspaceId, jobId);
    if (!row) throw jobNotFound(jobId);
    return { result: jobItem(row), audit: { verb: "cancel-job", subject: jobId } };
  });
}
