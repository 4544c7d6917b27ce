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
