import { type JobItem, judgeRequestSchema } from "#lib/jobs/schemas.ts";
import { startJob } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";

/** Queues a rule rater's judging by the rewards of a name. */
export async function startJudging(context: Context, input: unknown): Promise<JobItem> {
  authorize(context, "curate");
  const request = parseInput(judgeRequestSchema, input);
  return startJob(context, { kind: "judge", title: `Judge by reward ${request.byReward}`, input: request });
}
