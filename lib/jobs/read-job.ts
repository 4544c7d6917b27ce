import { selectJob } from "#db/queries/jobs/jobs.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import type { JobItem } from "#lib/jobs/schemas.ts";
import { jobItem } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";

/** One job: for whoever reads the workspace, or may start jobs of some kind and waits for theirs. */
export async function readJob(context: Context, jobId: string): Promise<JobItem> {
  authorize(context, "read", "ingest", "curate", "publish");
  const row = isUuid(jobId) ? await read(context, tx => selectJob(tx, context.workspaceId, jobId)) : null;
  if (!row) throw jobNotFound(jobId);
  return jobItem(row);
}

export function jobNotFound(jobId: string) {
  return notFound(`There is no job ${jobId} in this workspace.`, { code: "job_not_found" });
}
