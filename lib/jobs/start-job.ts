import { v7 as uuidv7 } from "uuid";
import { insertJob, type JobRow } from "#db/queries/jobs/jobs.ts";
import type { JobItem, JobKind } from "#lib/jobs/schemas.ts";
import { enqueue } from "#lib/jobs/sender.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { write } from "#lib/service/transaction.ts";

/** Queues work that outlasts a request. The verb that calls it has authorized and parsed. */
export function startJob(
  context: Context,
  job: { kind: JobKind; title: string; input: unknown; jobId?: string },
): Promise<JobItem> {
  const jobId = job.jobId ?? uuidv7();
  return write(context, async tx => {
    const row = await insertJob(tx, context.workspaceId, {
      ...job,
      jobId,
      createdBy: actorOf(context.principal),
    });
    await enqueue(tx, job.kind, { workspaceId: context.workspaceId, workspace: context.workspace, jobId });
    return {
      result: jobItem(row),
      audit: { verb: `start-${job.kind}`, subject: jobId, details: { title: job.title } },
    };
  });
}

export function jobItem(row: JobRow): JobItem {
  return {
    jobId: row.jobId,
    kind: row.kind,
    state: row.state,
    title: row.title,
    progress: row.progress === null ? null : JSON.parse(row.progress),
    result: row.result === null ? null : JSON.parse(row.result),
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
