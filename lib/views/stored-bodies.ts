import { z } from "zod";
import { parseJson } from "#lib/formats/json.ts";
import { inlineOutcomeSchema, inlinePreferenceSchema, inlineRewardSchema } from "#lib/log/schemas.ts";
import { type PlacedStep, stepFields, trajectoryFields } from "#lib/trajectories/schemas.ts";

/**
 * What the log's `body` columns hold: JSON that we wrote ourselves from checked records, so that it is parsed here without
 * checking it again. The schemas give the types.
 */

const stepBody = z.object(stepFields);
const trajectoryBody = z.object(trajectoryFields).omit({ task: true });
const rewardBody = inlineRewardSchema.omit({ id: true, name: true, value: true, rater: true, stepIdx: true });
const preferenceBody = inlinePreferenceSchema.omit({
  id: true,
  rater: true,
  verdict: true,
  strength: true,
  withdrawn: true,
});
const outcomeBody = inlineOutcomeSchema.omit({ id: true, status: true });

function stored<Schema extends z.ZodType>(_schema: Schema): (body: string) => z.infer<Schema> {
  return body => parseJson(body, Number.POSITIVE_INFINITY) as z.infer<Schema>;
}

export const readTrajectoryBody = stored(trajectoryBody);
export const readRewardBody = stored(rewardBody);
export const readPreferenceBody = stored(preferenceBody);
export const readOutcomeBody = stored(outcomeBody);
export const readStepBody = stored(stepBody);

export function readStep({ idx, body }: { idx: number; body: string }): PlacedStep {
  return { idx, ...readStepBody(body) };
}
