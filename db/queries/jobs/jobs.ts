import type { Tx } from "#db/tenancy.ts";
import type { JobKind, JobState } from "#lib/jobs/schemas.ts";

export interface JobRow {
  jobId: string;
  kind: JobKind;
  state: JobState;
  title: string;
  input: string;
  progress: string | null;
  result: string | null;
  error: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

const columns = `job_id AS "jobId", kind, state, title, input, progress, result, error, created_by AS "createdBy",
  created_at AS "createdAt", finished_at AS "finishedAt"`;

export async function insertJob(
  tx: Tx,
  workspaceId: string,
  job: { jobId: string; kind: JobKind; title: string; input: unknown; createdBy: string },
): Promise<JobRow> {
  const [row] = await tx.query<JobRow>(
    `INSERT INTO job (workspace_id, job_id, kind, state, title, input, created_by)
     VALUES ($1, $2, $3, 'queued', $4, $5, $6) RETURNING ${columns}`,
    [workspaceId, job.jobId, job.kind, job.title, JSON.stringify(job.input), job.createdBy],
  );
  if (!row) throw new Error("the job was not inserted");
  return row;
}

export async function selectJob(tx: Tx, workspaceId: string, jobId: string): Promise<JobRow | null> {
  const [row] = await tx.query<JobRow>(`SELECT ${columns} FROM job WHERE workspace_id = $1 AND job_id = $2`, [
    workspaceId,
    jobId,
  ]);
  return row ?? null;
}

export function selectRecentJobs(tx: Tx, workspaceId: string, limit: number): Promise<JobRow[]> {
  return tx.query<JobRow>(
    `SELECT ${columns} FROM job WHERE workspace_id = $1 ORDER BY created_at DESC, job_id DESC LIMIT $2`,
    [workspaceId, limit],
  );
}

/** Takes a job into work. False when it is over already: cancelled, or finished by another run. */
export async function startJob(tx: Tx, workspaceId: string, jobId: string): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE job SET state = 'running' WHERE workspace_id = $1 AND job_id = $2 AND state IN ('queued', 'running')`,
    [workspaceId, jobId],
  );
  return changed > 0;
}

/** Writes progress. False when the job is no longer running, so that a cancelled one can stop. */
export async function updateProgress(
  tx: Tx,
  workspaceId: string,
  jobId: string,
  progress: unknown,
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE job SET progress = $3 WHERE workspace_id = $1 AND job_id = $2 AND state = 'running'`,
    [workspaceId, jobId, JSON.stringify(progress)],
  );
  return changed > 0;
}

export async function finishJob(
  tx: Tx,
  workspaceId: string,
  jobId: string,
  end: { state: "done" | "failed" | "cancelled"; result?: unknown; error?: string },
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE job SET state = $3, result = $4, error = $5, finished_at = now()
      WHERE workspace_id = $1 AND job_id = $2 AND state IN ('queued', 'running')`,
    [
      workspaceId,
      jobId,
      end.state,
      end.result === undefined ? null : JSON.stringify(end.result),
      end.error ?? null,
    ],
  );
  return changed > 0;
}

export async function beat(tx: Tx, workerId: string): Promise<void> {
  await tx.execute(
    `INSERT INTO worker_heartbeat (worker_id, at) VALUES ($1, now()) ON CONFLICT (worker_id) DO UPDATE SET at = now()`,
    [workerId],
  );
  await tx.execute(`DELETE FROM worker_heartbeat WHERE at < now() - interval '1 hour'`);
}

/** Whether any worker was alive within the last seconds. */
export async function isWorkerAlive(tx: Tx): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM worker_heartbeat WHERE at > now() - interval '15 seconds' LIMIT 1`,
  );
  return rows.length > 0;
}

export async function forgetWorker(tx: Tx, workerId: string): Promise<void> {
  await tx.execute(`DELETE FROM worker_heartbeat WHERE worker_id = $1`, [workerId]);
}
