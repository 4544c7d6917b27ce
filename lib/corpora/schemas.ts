import { z } from "zod";
import { slugSchema } from "#lib/workspaces/schemas.ts";

export const recipeNames = ["dpo", "reward"] as const;
export const recipeNameSchema = z.enum(recipeNames);
export type RecipeName = z.infer<typeof recipeNameSchema>;

export const createCorpusSchema = z.strictObject({
  name: slugSchema,
  filter: z.string().min(1).max(10_000),
  recipe: recipeNameSchema,
  description: z.string().max(2000).optional(),
});
export type CreateCorpusInput = z.infer<typeof createCorpusSchema>;

/** Publishes the next version. `at` pins a ref; left out, it is main now. */
export const publishSnapshotSchema = z.strictObject({ at: z.string().max(200).optional() });

export const snapshotFileSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  rows: z.number().nullable(),
  /** True where the stored bytes of an earlier version were reused. */
  reused: z.boolean(),
});
export type SnapshotFile = z.infer<typeof snapshotFileSchema>;

export const leftOutSchema = z.object({
  reason: z.string(),
  count: z.number(),
  examples: z.array(z.string()),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

export const snapshotSchema = z
  .object({
    corpus: z.string(),
    version: z.number(),
    /** `corpus@vN`. */
    snapshot: z.string(),
    ref: z.string(),
    filter: z.string(),
    recipe: recipeNameSchema,
    rows: z.number(),
    /** Records of the slice: rows + everything left out. */
    considered: z.number(),
    leftOut: z.array(leftOutSchema),
    sizeBytes: z.number(),
    files: z.array(snapshotFileSchema),
    manifestSha256: z.string(),
    logicalRoot: z.string(),
    statistics: z.object({
      meanStrength: z.number().nullable(),
      meanVoteShare: z.number().nullable(),
      /** Rows by length in characters, as upper bounds and counts. */
      lengthHistogram: z.array(z.object({ upTo: z.number(), rows: z.number() })),
      /** Rows longer than this many tokens, by an estimate of 4 characters a token. */
      longerThan: z.array(z.object({ tokens: z.number(), rows: z.number() })),
    }),
    publishedBy: z.string(),
    publishedAt: z.string(),
  })
  .meta({ id: "Snapshot" });
export type SnapshotItem = z.infer<typeof snapshotSchema>;

export const corpusSchema = z
  .object({
    corpus: z.string(),
    description: z.string().nullable(),
    filter: z.string(),
    recipe: recipeNameSchema,
    latestVersion: z.number().nullable(),
    latestRows: z.number().nullable(),
    createdAt: z.string(),
    publishedAt: z.string().nullable(),
  })
  .meta({ id: "Corpus" });
export type CorpusItem = z.infer<typeof corpusSchema>;

export const publishResultSchema = z
  .object({
    snapshot: z.string(),
    rows: z.number(),
    considered: z.number(),
    leftOut: z.array(leftOutSchema),
    segments: z.number(),
    segmentsReused: z.number(),
    manifestSha256: z.string(),
  })
  .meta({ id: "PublishResult" });
export type PublishResult = z.infer<typeof publishResultSchema>;

export const recipePreviewSchema = z
  .object({
    /** Comparisons that the slice holds. */
    count: z.number(),
    /** How many of them, from the oldest on, the figures below were made from. */
    looked: z.number(),
    rows: z.array(z.record(z.string(), z.unknown())),
    leftOut: z.array(leftOutSchema),
  })
  .meta({ id: "RecipePreview" });
export type RecipePreview = z.infer<typeof recipePreviewSchema>;
