import { z } from "zod";

export const jobKinds = ["import", "judge", "publish", "edit"] as const;
export const jobStates = ["queued", "running", "done", "failed", "cancelled"] as const;
export type JobKind = (typeof jobKinds)[number];
export type JobState = (typeof jobStates)[number];

export const jobProgressSchema = z.object({
  done: z.number(),
  /** Null while unknown. */
  total: z.number().nullable(),
  /** What is counted: `records`, `segments`, `bytes`. */
  unit: z.string(),
  message: z.string().optional(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

export const jobSchema = z
  .object({
    jobId: z.string(),
    kind: z.enum(jobKinds),
    state: z.enum(jobStates),
    title: z.string(),
    progress: jobProgressSchema.nullable(),
    /** By kind: see ImportResult, JudgeResult, PublishResult. */
    result: z.unknown().nullable(),
    /** Public: what went wrong and what to do. */
    error: z.string().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "Job" });
export type JobItem = z.infer<typeof jobSchema>;

const recordProblemSchema = z.object({
  file: z.string(),
  line: z.number().nullable(),
  record: z.number().nullable(),
  reason: z.string(),
});
export type RecordProblem = z.infer<typeof recordProblemSchema>;

export const importResultSchema = z
  .object({
    format: z.string(),
    /** By record type: how many were new, and how many stood there already. */
    created: z.record(z.string(), z.number()),
    unchanged: z.record(z.string(), z.number()),
    warningCount: z.number(),
    refusedCount: z.number(),
    /** The first 1,000 of each. */
    warnings: z.array(recordProblemSchema),
    refused: z.array(recordProblemSchema),
  })
  .meta({ id: "ImportResult" });
export type ImportResult = z.infer<typeof importResultSchema>;

export const judgeRequestSchema = z.strictObject({ byReward: z.string().min(1).max(256) });
export const judgeResultSchema = z
  .object({ comparisons: z.number(), preferences: z.number(), unchanged: z.number() })
  .meta({ id: "JudgeResult" });
export type JudgeResult = z.infer<typeof judgeResultSchema>;
