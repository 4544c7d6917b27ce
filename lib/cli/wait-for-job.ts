import { setTimeout as delay } from "node:timers/promises";
import type { ApiClient } from "#lib/cli/api-client.ts";
import { ProgressLine } from "#lib/cli/progress-line.ts";
import { type JobItem, jobSchema } from "#lib/jobs/schemas.ts";
import { EspalierError } from "#lib/service/errors.ts";

const pollMilliseconds = 150;

/**
 * Follows a job to its end, with its progress on stderr.
 * @throws with the job's own words when it failed or was cancelled.
 */
export async function waitForJob(api: ApiClient, started: unknown): Promise<JobItem> {
  let job = jobSchema.parse(started);
  const line = new ProgressLine();
  while (job.state === "queued" || job.state === "running") {
    line.show(job);
    await delay(pollMilliseconds);
    job = jobSchema.parse(await api.get(`jobs/${job.jobId}`));
  }
  line.end();
  if (job.state === "done") return job;
  throw new EspalierError("invalid", job.error ?? `${job.title} was cancelled.`, {
    code: `job_${job.state}`,
  });
}
