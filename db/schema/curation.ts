import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { comparisonColumns, trajectoryColumns } from "./facts.ts";
import { createdAt, moment, name, seq, tenantPolicy, workspaceId } from "./tenancy.ts";

/**
 * Branches: edits laid over the log. Only edited records have rows here; an untouched record costs a branch nothing. Rows
 * hold from commit `from_no` until `to_no`. The branch of main has the workspace's own id.
 */

const endless = sql`9223372036854775807`;
const until = (column: string) => bigint(column, { mode: "bigint" }).notNull().default(endless);
const branchId = () => uuid("branch_id").notNull();

export const branch = pgTable(
  "branch",
  {
    workspaceId: workspaceId(),
    branchId: branchId(),
    name: name("name").notNull(),
    description: text("description"),
    headNo: seq("head_no"),
    /** Only merges may change it. */
    isProtected: boolean("is_protected").notNull().default(false),
    requiredApprovals: integer("required_approvals").notNull().default(0),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    deletedAt: moment("deleted_at"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId] }),
    uniqueIndex("branch_name").on(t.workspaceId, t.name).where(sql`deleted_at IS NULL`),
    tenantPolicy(),
  ],
);

/** What a branch stood on at each of its commits, and who made it. Number 0 is the branch's creation. */
export const commit = pgTable(
  "commit",
  {
    workspaceId: workspaceId(),
    branchId: branchId(),
    no: seq("no"),
    /** `create`, `edit`, `merge`, `update`, `revert`. */
    kind: name("kind").notNull(),
    author: text("author").notNull(),
    message: text("message").notNull(),
    at: createdAtNamed("at"),
    /** The branch below and the commit of it that is seen; null where that is the log alone. */
    baseBranchId: uuid("base_branch_id"),
    baseNo: bigint("base_no", { mode: "number" }),
    /** The log up to here is seen. */
    baseSeq: seq("base_seq"),
    /** On main: the append that the commit is. */
    seq: bigint("seq", { mode: "number" }),
    mergedBranchId: uuid("merged_branch_id"),
    mergedNo: bigint("merged_no", { mode: "number" }),
    revertsNo: bigint("reverts_no", { mode: "number" }),
    changes: integer("changes").notNull(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId, t.no] }),
    uniqueIndex("commit_seq").on(t.workspaceId, t.branchId, t.seq),
    tenantPolicy(),
  ],
);

function createdAtNamed(column: string) {
  return moment(column).notNull().defaultNow();
}

/** The value of an edited field: `{"value": ...}`, or `{"asLogged": true}` to show what was captured again. */
export const edit = pgTable(
  "edit",
  {
    workspaceId: workspaceId(),
    branchId: branchId(),
    recordKind: name("record_kind").notNull(),
    recordId: uuid("record_id").notNull(),
    path: name("path").notNull(),
    fromNo: seq("from_no"),
    toNo: until("to_no"),
    value: text("value").notNull(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId, t.recordId, t.path, t.fromNo] }),
    index("edit_from").on(t.workspaceId, t.branchId, t.fromNo),
    tenantPolicy(),
  ],
);

/** Every change of every field: the audit of curation. */
export const change = pgTable(
  "change",
  {
    workspaceId: workspaceId(),
    branchId: branchId(),
    no: seq("no"),
    recordKind: name("record_kind").notNull(),
    recordId: uuid("record_id").notNull(),
    path: name("path").notNull(),
    before: text("before").notNull(),
    after: text("after").notNull(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId, t.no, t.recordId, t.path] }),
    index("change_record").on(t.workspaceId, t.recordId),
    tenantPolicy(),
  ],
);

const overlay = () => ({
  workspaceId: workspaceId(),
  branchId: branchId(),
  fromNo: seq("from_no"),
  toNo: until("to_no"),
  fromSeq: seq("from_seq"),
  toSeq: until("to_seq"),
});

/** Facts of the trajectories that a branch edits: the same typed columns as `fact`. */
export const branchFact = pgTable(
  "branch_fact",
  {
    ...overlay(),
    trajectoryId: uuid("trajectory_id").notNull(),
    startSeq: seq("start_seq"),
    ...trajectoryColumns(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId, t.trajectoryId, t.fromNo, t.fromSeq] }),
    index("branch_fact_arrival").on(t.workspaceId, t.branchId, t.startSeq, t.trajectoryId),
    tenantPolicy(),
  ],
);

export const branchFactReward = pgTable(
  "branch_fact_reward",
  {
    ...overlay(),
    trajectoryId: uuid("trajectory_id").notNull(),
    name: name("name").notNull(),
    raterKind: name("rater_kind").notNull(),
    value: doublePrecision("value").notNull(),
  },
  t => [
    primaryKey({
      columns: [t.workspaceId, t.branchId, t.trajectoryId, t.name, t.raterKind, t.fromNo, t.fromSeq],
    }),
    tenantPolicy(),
  ],
);

export const branchFactTag = pgTable(
  "branch_fact_tag",
  { ...overlay(), trajectoryId: uuid("trajectory_id").notNull(), tag: name("tag").notNull() },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId, t.trajectoryId, t.tag, t.fromNo, t.fromSeq] }),
    tenantPolicy(),
  ],
);

export const branchFactComparison = pgTable(
  "branch_fact_comparison",
  {
    ...overlay(),
    comparisonId: uuid("comparison_id").notNull(),
    startSeq: seq("start_seq"),
    ...comparisonColumns(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.branchId, t.comparisonId, t.fromNo, t.fromSeq] }),
    index("branch_fact_comparison_arrival").on(t.workspaceId, t.branchId, t.startSeq, t.comparisonId),
    index("branch_fact_comparison_a").on(t.workspaceId, t.branchId, t.aTrajectoryId),
    index("branch_fact_comparison_b").on(t.workspaceId, t.branchId, t.bTrajectoryId),
    tenantPolicy(),
  ],
);

export const mergeRequest = pgTable(
  "merge_request",
  {
    workspaceId: workspaceId(),
    mergeRequestId: uuid("merge_request_id").notNull(),
    number: integer("number").notNull(),
    sourceBranchId: uuid("source_branch_id").notNull(),
    targetBranchId: uuid("target_branch_id").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull(),
    /** `open`, `merged`, `closed`. */
    state: name("state").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    mergedNo: bigint("merged_no", { mode: "number" }),
    settledAt: moment("settled_at"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.mergeRequestId] }),
    uniqueIndex("merge_request_number").on(t.workspaceId, t.number),
    tenantPolicy(),
  ],
);

/** An approval holds for a merge result: these two heads. */
export const approval = pgTable(
  "approval",
  {
    workspaceId: workspaceId(),
    mergeRequestId: uuid("merge_request_id").notNull(),
    memberId: uuid("member_id").notNull(),
    sourceNo: seq("source_no"),
    targetNo: seq("target_no"),
    at: createdAtNamed("at"),
  },
  t => [primaryKey({ columns: [t.workspaceId, t.mergeRequestId, t.memberId] }), tenantPolicy()],
);

export const mergeComment = pgTable(
  "merge_comment",
  {
    workspaceId: workspaceId(),
    commentId: uuid("comment_id").notNull(),
    mergeRequestId: uuid("merge_request_id").notNull(),
    author: text("author").notNull(),
    body: text("body").notNull(),
    /** What it is anchored to; null for the request as a whole. */
    recordId: uuid("record_id"),
    path: name("path"),
    at: createdAtNamed("at"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.commentId] }),
    index("merge_comment_request").on(t.workspaceId, t.mergeRequestId, t.at),
    tenantPolicy(),
  ],
);

/** What somebody decided about a conflict; it holds while both sides are what they were then. */
export const resolution = pgTable(
  "resolution",
  {
    workspaceId: workspaceId(),
    mergeRequestId: uuid("merge_request_id").notNull(),
    recordId: uuid("record_id").notNull(),
    path: name("path").notNull(),
    ours: text("ours").notNull(),
    theirs: text("theirs").notNull(),
    value: text("value").notNull(),
    decidedBy: text("decided_by").notNull(),
    at: createdAtNamed("at"),
  },
  t => [primaryKey({ columns: [t.workspaceId, t.mergeRequestId, t.recordId, t.path] }), tenantPolicy()],
);
