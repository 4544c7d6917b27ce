import { json, workspaceRoute } from "#lib/http/route.ts";
import { listJobs } from "#lib/jobs/list-jobs.ts";

export const GET = workspaceRoute(async context =>
  json({ items: await listJobs(context), nextCursor: null }),
);
