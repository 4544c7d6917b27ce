import { z } from "zod";

export const recordKindSchema = z.enum(["trajectory", "comparison", "preference", "reward"]);

/** A branch's name stands in refs: lower-case letters, digits, and `. / _ -` inside. */
export const branchNameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9](?:[a-z0-9./_-]*[a-z0-9])?$/, "use lower-case letters, digits, and . / _ - between them")
  .refine(name => name !== "main", "main stands already");

export const createBranchSchema = z.strictObject({
  name: branchNameSchema,
  /** A ref; left out, main now. */
  from: z.string().max(200).optional(),
  description: z.string().max(10_000).optional(),
});

export const changeBranchSchema = z.strictObject({
  name: branchNameSchema.optional(),
  description: z.string().max(10_000).optional(),
  isProtected: z.boolean().optional(),
  requiredApprovals: z.number().int().min(0).max(10).optional(),
});

export const branchSchema = z
  .object({
    branch: z.string(),
    description: z.string().nullable(),
    ref: z.string(),
    headNo: z.number(),
    baseRef: z.string().nullable(),
    ahead: z.number(),
    behind: z.number(),
    isProtected: z.boolean(),
    requiredApprovals: z.number(),
    createdBy: z.string(),
    createdAt: z.string(),
    headAt: z.string(),
    headMessage: z.string(),
    headAuthor: z.string(),
  })
  .meta({ id: "Branch" });
export type BranchItem = z.infer<typeof branchSchema>;

/** One field of one record. Leaving `value` out shows again what was captured. */
export const fieldEditSchema = z.strictObject({
  recordKind: recordKindSchema.default("trajectory"),
  recordId: z.uuid(),
  path: z.string().min(1).max(600),
  value: z.unknown().optional(),
});

export const editRecordsSchema = z.strictObject({
  message: z.string().min(1).max(2000),
  edits: z.array(fieldEditSchema).min(1).max(1000),
});

/** The same edits of every trajectory of a slice. */
export const editSliceSchema = z.strictObject({
  message: z.string().min(1).max(2000),
  filter: z.string().max(10_000),
  set: z.record(z.string().min(1).max(600), z.unknown()),
});

export const fieldChangeSchema = z.object({
  recordKind: recordKindSchema,
  recordId: z.string(),
  path: z.string(),
  /** Absent where the field was as captured. */
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type FieldChangeItem = z.infer<typeof fieldChangeSchema>;

export const commitSchema = z
  .object({
    branch: z.string(),
    no: z.number(),
    ref: z.string(),
    kind: z.enum(["create", "edit", "merge", "update", "revert"]),
    author: z.string(),
    message: z.string(),
    at: z.string(),
    seq: z.number().nullable(),
    mergedRef: z.string().nullable(),
    revertsNo: z.number().nullable(),
    changes: z.number(),
  })
  .meta({ id: "Commit" });
export type CommitItem = z.infer<typeof commitSchema>;

export const conflictSchema = z
  .object({
    recordKind: recordKindSchema,
    recordId: z.string(),
    path: z.string(),
    reason: z.enum(["both", "excluded"]),
    base: z.unknown().optional(),
    ours: z.unknown().optional(),
    theirs: z.unknown().optional(),
  })
  .meta({ id: "MergeConflict" });
export type ConflictItem = z.infer<typeof conflictSchema>;

const statisticsSchema = z.object({
  trajectories: z.number(),
  excluded: z.number(),
  steps: z.number(),
  outcomes: z.record(z.string(), z.number()),
  comparisons: z.number(),
  verdicts: z.record(z.string(), z.number()),
});
const recordsSchema = z.object({ trajectoryIds: z.array(z.string()), count: z.number() });

export const refDiffSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    /** The first 1,000; the counts are of all. */
    changes: z.array(fieldChangeSchema.extend({ title: z.string().nullable() })),
    changeCount: z.number(),
    recordCount: z.number(),
    added: recordsSchema,
    removed: recordsSchema,
    /** What the log said of records between the two: votes, rewards, outcomes. */
    said: z.object({ preferences: z.number(), rewards: z.number(), outcomes: z.number() }),
    statistics: z.object({ from: statisticsSchema, to: statisticsSchema }),
  })
  .meta({ id: "RefDiff" });
export type RefDiff = z.infer<typeof refDiffSchema>;

export const createMergeRequestSchema = z.strictObject({
  source: z.string().min(1).max(100),
  target: z.string().min(1).max(100).default("main"),
  title: z.string().min(1).max(300),
  description: z.string().max(50_000).default(""),
});

export const changeMergeRequestSchema = z.strictObject({
  title: z.string().min(1).max(300).optional(),
  description: z.string().max(50_000).optional(),
  state: z.enum(["open", "closed"]).optional(),
});

export const mergeCommentSchema = z.strictObject({
  body: z.string().min(1).max(20_000),
  recordId: z.uuid().optional(),
  path: z.string().max(600).optional(),
});

/** What is merged, as the person who presses the button saw it. */
export const mergeSchema = z.strictObject({
  message: z.string().min(1).max(2000).optional(),
  sourceNo: z.number().int().optional(),
  targetNo: z.number().int().optional(),
});

export const mergeRequestSchema = z
  .object({
    number: z.number(),
    source: z.string(),
    target: z.string(),
    title: z.string(),
    description: z.string(),
    state: z.enum(["open", "merged", "closed"]),
    createdBy: z.string(),
    createdAt: z.string(),
    settledAt: z.string().nullable(),
    mergedRef: z.string().nullable(),
  })
  .meta({ id: "MergeRequest" });
export type MergeRequestItem = z.infer<typeof mergeRequestSchema>;

export const mergeCheckSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  /** One sentence: what was found. */
  summary: z.string(),
  /** Records at fault, the first of them. */
  recordIds: z.array(z.string()),
});
export type MergeCheck = z.infer<typeof mergeCheckSchema>;

export const mergeRequestDetailSchema = mergeRequestSchema
  .extend({
    /** The heads that the merge result is of; approvals and checks hold for them only. */
    sourceNo: z.number(),
    targetNo: z.number(),
    changes: z.array(fieldChangeSchema.extend({ title: z.string().nullable() })),
    changeCount: z.number(),
    recordCount: z.number(),
    made: recordsSchema,
    conflicts: z.array(conflictSchema.extend({ title: z.string().nullable() })),
    resolved: z.array(fieldChangeSchema.extend({ decidedBy: z.string() })),
    approvals: z.array(z.object({ member: z.string(), at: z.string(), isStale: z.boolean() })),
    requiredApprovals: z.number(),
    comments: z.array(
      z.object({
        author: z.string(),
        body: z.string(),
        recordId: z.string().nullable(),
        path: z.string().nullable(),
        at: z.string(),
      }),
    ),
    checks: z.array(mergeCheckSchema),
    commits: z.array(commitSchema),
    /** Why it cannot be merged now; empty when it can. */
    blockers: z.array(z.object({ code: z.string(), text: z.string() })),
  })
  .meta({ id: "MergeRequestDetail" });
export type MergeRequestDetail = z.infer<typeof mergeRequestDetailSchema>;

export const editPreviewSchema = z
  .object({ count: z.number(), samples: z.array(fieldChangeSchema.extend({ title: z.string().nullable() })) })
  .meta({ id: "EditPreview" });
export type EditPreview = z.infer<typeof editPreviewSchema>;

/** A better answer to one assistant turn: it becomes a trajectory of its own that beats the original. */
export const correctionSchema = z.strictObject({
  trajectoryId: z.uuid(),
  /** The assistant step that it stands in for. */
  stepIdx: z.number().int().nonnegative(),
  content: z.string().min(1),
  rationale: z.string().max(10_000).optional(),
});

export const diffQuerySchema = z.strictObject({ from: z.string().max(200), to: z.string().max(200) });

export const committedSchema = z
  .object({ ref: z.string(), no: z.number(), changes: z.number() })
  .meta({ id: "Committed" });
export const correctedSchema = z
  .object({ ref: z.string(), no: z.number(), trajectoryId: z.string(), comparisonId: z.string() })
  .meta({ id: "Correction" });
export const commitDetailSchema = commitSchema
  .extend({ fieldChanges: z.array(fieldChangeSchema) })
  .meta({ id: "CommitDetail" });
export const recordChangeSchema = fieldChangeSchema
  .extend({ branch: z.string(), no: z.number(), author: z.string(), message: z.string(), at: z.string() })
  .meta({ id: "RecordChange" });

export const editedSliceSchema = z
  .object({ ref: z.string(), records: z.number(), changes: z.number() })
  .meta({ id: "EditedSlice" });
export type EditedSlice = z.infer<typeof editedSliceSchema>;
