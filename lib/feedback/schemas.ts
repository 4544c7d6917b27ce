import { z } from "zod";
import { isStorable } from "#lib/formats/storable-text.ts";
import { metadataSchema } from "#lib/trajectories/schemas.ts";

/** Rewards and preferences: what raters say of trajectories. */

export const raterKinds = ["human", "ai", "rule", "env"] as const;
export const raterKindSchema = z.enum(raterKinds);
export type RaterKind = z.infer<typeof raterKindSchema>;

/** `kind:name`, for example `human:ada` or `env:tau-bench`. */
export const raterSchema = z
  .string()
  .max(256)
  .regex(/^(human|ai|rule|env):./, "must be kind:name with kind human, ai, rule or env")
  .refine(isStorable, "must hold neither NUL nor lone surrogates");

export const verdicts = ["a", "b", "tie", "both_bad"] as const;
export const verdictSchema = z.enum(verdicts);
/** A stored side, never a side shown. */
export type Verdict = z.infer<typeof verdictSchema>;

/** Slightly 1, better 2, much 3. */
export const strengthSchema = z.number().int().min(1).max(3);

/** The order in which a comparison's sides stood on the screen: `ab` = stored side a at the left. */
export const shownOrderSchema = z.enum(["ab", "ba"]);
export type ShownOrder = z.infer<typeof shownOrderSchema>;

export const rewardFields = {
  name: z.string().min(1).max(256).refine(isStorable, "must hold neither NUL nor lone surrogates"),
  value: z.number(),
  rater: raterSchema,
  raterVersion: z.string().max(256).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  rationale: z.string().optional(),
  metadata: metadataSchema.optional(),
};

export const preferenceFields = {
  rater: raterSchema,
  raterVersion: z.string().max(256).optional(),
  verdict: verdictSchema,
  strength: strengthSchema.optional(),
  criteria: z.record(z.string(), verdictSchema).optional(),
  rationale: z.string().optional(),
  shown: shownOrderSchema.optional(),
  durationMs: z.number().int().nonnegative().optional(),
  /** A later preference of the same rater with `withdrawn` takes the earlier one back. */
  withdrawn: z.boolean().optional(),
  metadata: metadataSchema.optional(),
};
