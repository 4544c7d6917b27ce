import { isWorkerAlive } from "#db/queries/jobs/jobs.ts";
import { withoutWorkspace } from "#db/tenancy.ts";

export interface Health {
  ok: boolean;
  database: boolean;
  worker: boolean;
}

/** Whether the database answers, and any worker is alive. Web is up when it answers at all. */
export async function health(): Promise<Health> {
  try {
    const worker = await withoutWorkspace(isWorkerAlive);
    return { ok: worker, database: true, worker };
  } catch {
    return { ok: false, database: false, worker: false };
  }
}
