import { z } from "zod";

/** What a segment came to: its stored files and what was left out of them. Kept under its recipe hash. */
export const segmentResultSchema = z.object({
  considered: z.number(),
  files: z.array(
    z.object({
      split: z.string(),
      sha256: z.string(),
      sizeBytes: z.number(),
      rows: z.number(),
      rowsHash: z.string(),
    }),
  ),
  leftOut: z.record(z.string(), z.object({ count: z.number(), examples: z.array(z.string()) })),
  strength: z.object({ sum: z.number(), n: z.number() }),
  voteShare: z.object({ sum: z.number(), n: z.number() }),
  /** Rows by the least power of two, in characters, that holds them. */
  lengths: z.record(z.string(), z.number()),
  longerThan: z.record(z.string(), z.number()),
  /** The first rows, as a person would read them. */
  examples: z.array(z.record(z.string(), z.unknown())),
});
export type SegmentResult = z.infer<typeof segmentResultSchema>;

/** Ids of what was left out that are kept, per reason and segment. */
export const leftOutExamples = 1_000;
export const exampleRows = 3;
/** Lengths at which trainers cut, in tokens, and the estimate of characters a token. */
export const tokenLimits = [1024, 4096, 8192];
export const charactersPerToken = 4;
