import { json, workspaceRoute } from "#lib/http/route.ts";
import { cancelJob } from "#lib/jobs/cancel-job.ts";
import { readJob } from "#lib/jobs/read-job.ts";

export const GET = workspaceRoute<{ jobId: string }>(async (context, _request, { jobId }) =>
  json(await readJob(context, jobId)),
);

export const DELETE = workspaceRoute<{ jobId: string }>(async (context, _request, { jobId }) =>
  json(await cancelJob(context, jobId)),
);
