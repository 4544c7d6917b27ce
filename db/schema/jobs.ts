import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment, name, tenantPolicy, workspaceId } from "./tenancy.ts";

/** What a person sees of a job. pg-boss runs it; this row tells where it stands. */
export const job = pgTable(
  "job",
  {
    workspaceId: workspaceId(),
    jobId: uuid("job_id").notNull(),
    kind: name("kind").notNull(),
    state: name("state").notNull(),
    title: text("title").notNull(),
    /** JSON texts. */
    input: text("input").notNull(),
    progress: text("progress"),
    result: text("result"),
    error: text("error"),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.jobId] }),
    index("job_recent").on(t.workspaceId, t.createdAt),
    tenantPolicy(),
  ],
);

/** One row a worker process, so that `/healthz` can tell whether any is alive. Holds nothing of any tenant. */
export const workerHeartbeat = pgTable("worker_heartbeat", {
  workerId: uuid("worker_id").primaryKey(),
  at: moment("at").notNull().defaultNow(),
});
