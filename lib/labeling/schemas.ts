import { z } from "zod";
import { stepSchema } from "#lib/trajectories/schemas.ts";

/**
 * Labeling on the wire. Everything a labeler is sent is blind: no agent, model, reward, timing, other votes, or ids
 * that outlive the lease. Left and right are sides shown; which stored side stands left is the server's secret until
 * the vote is recorded.
 */

export const claimSchema = z.strictObject({
  /** How many items to hold at once: the one on the screen and those loaded ahead. */
  count: z.number().int().min(1).max(10).default(3),
});

/** A step as a labeler sees it: no model, usage or timing. */
export const blindStepSchema = stepSchema.pick({
  role: true,
  content: true,
  reasoning: true,
  toolCalls: true,
  toolCallId: true,
  name: true,
});
export type BlindStep = z.infer<typeof blindStepSchema>;

export const compareItemSchema = z
  .object({
    /** The lease's fencing token: it names the item in every later call. */
    lease: z.string(),
    expiresAt: z.string(),
    /** What the task reads like: the title, or the first user message. */
    prompt: z.string(),
    title: z.string().nullable(),
    /** How many leading steps the sides share. */
    sharedSteps: z.number(),
    left: z.array(blindStepSchema),
    right: z.array(blindStepSchema),
  })
  .meta({ id: "CompareItem" });
export type CompareItem = z.infer<typeof compareItemSchema>;

export const queueProgressSchema = z.object({
  queue: z.string(),
  /** My votes of the last 24 hours by the database's clock, and in all. */
  today: z.number(),
  mine: z.number(),
  /** Items with all the votes wanted, and items that still want one. */
  done: z.number(),
  open: z.number(),
});
export type QueueProgress = z.infer<typeof queueProgressSchema>;

export const claimAnswerSchema = z
  .object({ items: z.array(compareItemSchema), progress: queueProgressSchema })
  .meta({ id: "ClaimAnswer" });
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>;

/** Left much better .. tie .. right much better, both bad: the keys 1-7 and 0. */
export const shownVerdicts = [
  "left_much_better",
  "left_better",
  "left_slightly_better",
  "tie",
  "right_slightly_better",
  "right_better",
  "right_much_better",
  "both_bad",
] as const;
export const shownVerdictSchema = z.enum(shownVerdicts);
export type ShownVerdict = z.infer<typeof shownVerdictSchema>;

export const submitLabelSchema = z.strictObject({
  lease: z.string(),
  verdict: shownVerdictSchema,
  rationale: z.string().max(10_000).optional(),
  durationMs: z.number().int().nonnegative().optional(),
});
export type SubmitLabelInput = z.infer<typeof submitLabelSchema>;

export const skipReasons = ["cannot_tell", "not_my_field", "broken_item", "other"] as const;
export const skipLabelSchema = z.strictObject({
  lease: z.string(),
  reason: z.enum(skipReasons),
  note: z.string().max(2000).optional(),
});
export type SkipLabelInput = z.infer<typeof skipLabelSchema>;

export const leaseListSchema = z.strictObject({ leases: z.array(z.string()).max(20) });

/** Undo takes back my latest vote or skip and hands the same item back, held by the same lease, same sides. */
export const undoAnswerSchema = z
  .object({ undone: z.string(), item: compareItemSchema, progress: queueProgressSchema })
  .meta({ id: "UndoAnswer" });
export type UndoAnswer = z.infer<typeof undoAnswerSchema>;
