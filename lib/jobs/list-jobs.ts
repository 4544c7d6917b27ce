import { selectRecentJobs } from "#db/queries/jobs/jobs.ts";
import type { JobItem } from "#lib/jobs/schemas.ts";
import { jobItem } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

/** The latest jobs of a workspace, newest first. */
export async function listJobs(context: Context): Promise<JobItem[]> {
  authorize(context, "read");
  const rows = await read(context, tx => selectRecentJobs(tx, context.workspaceId, 50));
  return rows.map(jobItem);
}
