import { z } from "zod";
import { raterKindSchema, verdictSchema } from "#lib/feedback/schemas.ts";
import {
  metadataSchema,
  outcomeStatusSchema,
  provenanceSchema,
  stepSchema,
  toolDefinitionSchema,
  trajectoryStatusSchema,
} from "#lib/trajectories/schemas.ts";

/** What is asked of a slice, and what its rows look like on the wire. */

export const trajectorySorts = [
  "seq",
  "steps",
  "tokens",
  "task",
  "agent",
  "model",
  "wins",
  "started",
] as const;

export const sliceQuerySchema = z.strictObject({
  filter: z.string().max(10_000).optional(),
  /** A ref: `main`, `main@SEQ`. */
  at: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  /** `exact` counts every match; left out, no total is answered. `capped` stops at 10,000. */
  count: z.enum(["exact", "capped"]).optional(),
});
export type SliceQuery = z.infer<typeof sliceQuerySchema>;

/** What may be asked of one record. */
export const refQuerySchema = sliceQuerySchema.pick({ at: true });

export const trajectoryQuerySchema = sliceQuerySchema.extend({
  /** A leading `-` sorts descending. Default: arrival, newest first (`-seq`). */
  sort: z
    .string()
    .refine(
      sort => (trajectorySorts as readonly string[]).includes(sort.replace(/^-/, "")),
      `must be one of ${trajectorySorts.join(", ")}, with a leading - for descending`,
    )
    .optional(),
});
export type TrajectoryQuery = z.infer<typeof trajectoryQuerySchema>;

export const trajectoryItemSchema = z
  .object({
    trajectoryId: z.string(),
    clientId: z.string().nullable(),
    seq: z.number(),
    task: z.string(),
    title: z.string().nullable(),
    agent: z.string().nullable(),
    model: z.string().nullable(),
    source: z.string().nullable(),
    status: trajectoryStatusSchema,
    outcome: outcomeStatusSchema.nullable(),
    /** The latest version of one rater kind by reward name, in the order human, env, rule, ai. */
    rewards: z.record(z.string(), z.number()),
    stepCount: z.number(),
    toolCallCount: z.number(),
    tokenCount: z.number(),
    wins: z.number(),
    losses: z.number(),
    ties: z.number(),
    decided: z.number(),
    /** Comparisons it stands in. */
    comparisons: z.number(),
    excluded: z.boolean(),
    tags: z.array(z.string()),
    startedAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "TrajectoryItem" });
export type TrajectoryItem = z.infer<typeof trajectoryItemSchema>;

export const placedStepSchema = stepSchema.extend({ idx: z.number() }).meta({ id: "PlacedStep" });

export const rewardItemSchema = z
  .object({
    rewardId: z.string(),
    seq: z.number(),
    name: z.string(),
    value: z.number(),
    raterKind: raterKindSchema,
    rater: z.string(),
    raterVersion: z.string().nullable(),
    stepIdx: z.number().nullable(),
    min: z.number().nullable(),
    max: z.number().nullable(),
    rationale: z.string().nullable(),
    /** Why a curator took it out of account; null where none did. */
    voided: z.string().nullable(),
    /** It judged another content than is shown, and nobody affirmed it since: it does not count. */
    isStale: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: "RewardItem" });
export type RewardItem = z.infer<typeof rewardItemSchema>;

export const preferenceItemSchema = z
  .object({
    preferenceId: z.string(),
    seq: z.number(),
    raterKind: raterKindSchema,
    rater: z.string(),
    verdict: verdictSchema,
    strength: z.number().nullable(),
    rationale: z.string().nullable(),
    shown: z.enum(["ab", "ba"]).nullable(),
    durationMs: z.number().nullable(),
    /** Why a curator took it out of account; null where none did. */
    voided: z.string().nullable(),
    /** It judged another content than is shown, and nobody affirmed it since: it does not count. */
    isStale: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: "PreferenceItem" });
export type PreferenceItem = z.infer<typeof preferenceItemSchema>;

export const comparisonItemSchema = z
  .object({
    comparisonId: z.string(),
    clientId: z.string().nullable(),
    seq: z.number(),
    task: z.string(),
    aTrajectoryId: z.string(),
    bTrajectoryId: z.string(),
    /** The consensus; null = undecided. */
    pref: verdictSchema.nullable(),
    votes: z.number(),
    voteShare: z.number().nullable(),
    strength: z.number().nullable(),
    excluded: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: "ComparisonItem" });
export type ComparisonItem = z.infer<typeof comparisonItemSchema>;

/** A comparison seen from one of its trajectories. */
export const comparisonSideSchema = z.object({
  ...comparisonItemSchema.shape,
  side: z.enum(["a", "b"]),
  other: z.object({ trajectoryId: z.string(), agent: z.string().nullable(), model: z.string().nullable() }),
  preferences: z.array(preferenceItemSchema),
});
export type ComparisonSide = z.infer<typeof comparisonSideSchema>;

export const trajectoryDetailSchema = trajectoryItemSchema
  .extend({
    outcomeReason: z.string().nullable(),
    endedAt: z.string().nullable(),
    tools: z.array(toolDefinitionSchema).nullable(),
    provenance: provenanceSchema.nullable(),
    metadata: metadataSchema.nullable(),
    steps: z.array(placedStepSchema),
    rewardHistory: z.array(rewardItemSchema),
    comparisonSides: z.array(comparisonSideSchema),
  })
  .meta({ id: "Trajectory" });
export type TrajectoryDetail = z.infer<typeof trajectoryDetailSchema>;

export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().optional() });
}
export type Page<Item> = { items: Item[]; nextCursor: string | null; total?: number };

export const facetSchema = z.object({ value: z.string().nullable(), count: z.number() });
export type Facet = z.infer<typeof facetSchema>;

export const trajectoryFacetsSchema = z
  .object({
    agents: z.array(facetSchema),
    models: z.array(facetSchema),
    outcomes: z.array(facetSchema),
    tags: z.array(facetSchema),
    tasks: z.array(facetSchema),
  })
  .meta({ id: "TrajectoryFacets" });
export type TrajectoryFacets = z.infer<typeof trajectoryFacetsSchema>;

export const workspaceOverviewSchema = z
  .object({
    trajectories: z.number(),
    steps: z.number(),
    comparisons: z.number(),
    decided: z.number(),
    undecided: z.number(),
    preferences: z.number(),
    rewards: z.array(z.object({ name: z.string(), count: z.number(), mean: z.number() })),
    corpora: z.number(),
    latestSnapshot: z.string().nullable(),
    lastAppendAt: z.string().nullable(),
  })
  .meta({ id: "WorkspaceOverview" });
export type WorkspaceOverview = z.infer<typeof workspaceOverviewSchema>;
