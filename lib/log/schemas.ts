import { z } from "zod";
import { preferenceFields, rewardFields } from "#lib/feedback/schemas.ts";
import {
  metadataSchema,
  nameSchema,
  outcomeStatusSchema,
  stepFields,
  trajectoryFields,
} from "#lib/trajectories/schemas.ts";

/**
 * The records that a workspace's log takes: the lines of Espalier JSONL, the bodies of POST, and what every
 * importer decodes to. `id` is the client's own id, unique per workspace and record type; a record that comes
 * again under its id with the same content changes nothing, with other content it is a conflict.
 * A reference (`trajectoryId`, `comparisonId`) is a client's own id, or the id that Espalier gave.
 */

const reference = nameSchema;
const clientId = nameSchema.optional();
const idx = z.number().int().nonnegative().max(1_000_000);

const outcomeFields = {
  status: outcomeStatusSchema,
  reason: z.string().optional(),
  metadata: metadataSchema.optional(),
};

export const inlineStepSchema = z.strictObject({ idx: idx.optional(), ...stepFields });
export const inlineRewardSchema = z.strictObject({ id: clientId, stepIdx: idx.optional(), ...rewardFields });
export const inlineOutcomeSchema = z.strictObject({ id: clientId, ...outcomeFields });
export const inlinePreferenceSchema = z.strictObject({ id: clientId, ...preferenceFields });

export const trajectoryRecordSchema = z
  .strictObject({
    type: z.literal("trajectory"),
    id: clientId,
    ...trajectoryFields,
    /** In order; an `idx` left out is the place in this list. */
    steps: z.array(inlineStepSchema).optional(),
    rewards: z.array(inlineRewardSchema).optional(),
    outcome: inlineOutcomeSchema.optional(),
  })
  .meta({ id: "TrajectoryRecord" });

export const stepRecordSchema = z
  .strictObject({ type: z.literal("step"), trajectoryId: reference, idx, ...stepFields })
  .meta({ id: "StepRecord" });

export const rewardRecordSchema = z
  .strictObject({
    type: z.literal("reward"),
    id: clientId,
    trajectoryId: reference,
    stepIdx: idx.optional(),
    ...rewardFields,
  })
  .meta({ id: "RewardRecord" });

export const outcomeRecordSchema = z
  .strictObject({ type: z.literal("outcome"), id: clientId, trajectoryId: reference, ...outcomeFields })
  .meta({ id: "OutcomeRecord" });

export const comparisonRecordSchema = z
  .strictObject({
    type: z.literal("comparison"),
    id: clientId,
    aTrajectoryId: reference,
    bTrajectoryId: reference,
    metadata: metadataSchema.optional(),
    preferences: z.array(inlinePreferenceSchema).optional(),
  })
  .meta({ id: "ComparisonRecord" });

export const preferenceRecordSchema = z
  .strictObject({ type: z.literal("preference"), id: clientId, comparisonId: reference, ...preferenceFields })
  .meta({ id: "PreferenceRecord" });

export const logRecordSchema = z
  .discriminatedUnion("type", [
    trajectoryRecordSchema,
    stepRecordSchema,
    rewardRecordSchema,
    outcomeRecordSchema,
    comparisonRecordSchema,
    preferenceRecordSchema,
  ])
  .meta({ id: "LogRecord" });

export type InlineReward = z.infer<typeof inlineRewardSchema>;
export type InlineOutcome = z.infer<typeof inlineOutcomeSchema>;
export type InlinePreference = z.infer<typeof inlinePreferenceSchema>;
export type TrajectoryRecord = z.infer<typeof trajectoryRecordSchema>;
export type StepRecord = z.infer<typeof stepRecordSchema>;
export type RewardRecord = z.infer<typeof rewardRecordSchema>;
export type OutcomeRecord = z.infer<typeof outcomeRecordSchema>;
export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>;
export type PreferenceRecord = z.infer<typeof preferenceRecordSchema>;
export type LogRecord = z.infer<typeof logRecordSchema>;
