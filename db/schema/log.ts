import {
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
import { body, contentHash, moment, name, seq, tenantPolicy, workspaceId } from "./tenancy.ts";

/** The log. Rows are inserted by `append_records` and never updated or deleted. */

/** One row an append; `last_seq` orders everything that happened in a workspace, and maps it to time. */
export const append = pgTable(
  "append",
  {
    workspaceId: workspaceId(),
    lastSeq: seq("last_seq"),
    at: moment("at").notNull(),
    n: integer("n").notNull(),
  },
  t => [primaryKey({ columns: [t.workspaceId, t.lastSeq] }), tenantPolicy()],
);

export const trajectory = pgTable(
  "trajectory",
  {
    workspaceId: workspaceId(),
    trajectoryId: uuid("trajectory_id").notNull(),
    clientId: name("client_id"),
    seq: seq("seq"),
    task: name("task").notNull(),
    /** For lists; the exact title is in the body. */
    title: text("title"),
    contentHash: contentHash(),
    body: body(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.trajectoryId] }),
    uniqueIndex("trajectory_client_id").on(t.workspaceId, t.clientId),
    uniqueIndex("trajectory_seq").on(t.workspaceId, t.seq),
    tenantPolicy(),
  ],
);

/** No foreign key to `trajectory`: it would cost 2.4 times the insert; `append_records` checks steps as a set. */
export const step = pgTable(
  "step",
  {
    workspaceId: workspaceId(),
    trajectoryId: uuid("trajectory_id").notNull(),
    idx: integer("idx").notNull(),
    seq: seq("seq"),
    role: name("role").notNull(),
    contentHash: contentHash(),
    body: body(),
  },
  t => [primaryKey({ columns: [t.workspaceId, t.trajectoryId, t.idx] }), tenantPolicy()],
);

/** A row for each tool that a step calls or answers for: what `s.tool` matches. */
export const stepTool = pgTable(
  "step_tool",
  {
    workspaceId: workspaceId(),
    tool: name("tool").notNull(),
    trajectoryId: uuid("trajectory_id").notNull(),
    idx: integer("idx").notNull(),
    seq: seq("seq"),
  },
  t => [primaryKey({ columns: [t.workspaceId, t.tool, t.trajectoryId, t.idx] }), tenantPolicy()],
);

export const reward = pgTable(
  "reward",
  {
    workspaceId: workspaceId(),
    rewardId: uuid("reward_id").notNull(),
    clientId: name("client_id"),
    seq: seq("seq"),
    trajectoryId: uuid("trajectory_id").notNull(),
    stepIdx: integer("step_idx"),
    name: name("name").notNull(),
    value: doublePrecision("value").notNull(),
    raterKind: name("rater_kind").notNull(),
    rater: name("rater").notNull(),
    contentHash: contentHash(),
    body: body(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.rewardId] }),
    uniqueIndex("reward_client_id").on(t.workspaceId, t.clientId),
    index("reward_trajectory").on(t.workspaceId, t.trajectoryId, t.seq),
    tenantPolicy(),
  ],
);

export const outcome = pgTable(
  "outcome",
  {
    workspaceId: workspaceId(),
    outcomeId: uuid("outcome_id").notNull(),
    clientId: name("client_id"),
    seq: seq("seq"),
    trajectoryId: uuid("trajectory_id").notNull(),
    status: name("status").notNull(),
    contentHash: contentHash(),
    body: body(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.outcomeId] }),
    uniqueIndex("outcome_client_id").on(t.workspaceId, t.clientId),
    index("outcome_trajectory").on(t.workspaceId, t.trajectoryId, t.seq),
    tenantPolicy(),
  ],
);

export const comparison = pgTable(
  "comparison",
  {
    workspaceId: workspaceId(),
    comparisonId: uuid("comparison_id").notNull(),
    clientId: name("client_id"),
    seq: seq("seq"),
    task: name("task").notNull(),
    aTrajectoryId: uuid("a_trajectory_id").notNull(),
    bTrajectoryId: uuid("b_trajectory_id").notNull(),
    contentHash: contentHash(),
    body: body(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.comparisonId] }),
    uniqueIndex("comparison_client_id").on(t.workspaceId, t.clientId),
    uniqueIndex("comparison_seq").on(t.workspaceId, t.seq),
    index("comparison_a").on(t.workspaceId, t.aTrajectoryId, t.bTrajectoryId),
    index("comparison_b").on(t.workspaceId, t.bTrajectoryId, t.aTrajectoryId),
    tenantPolicy(),
  ],
);

export const preference = pgTable(
  "preference",
  {
    workspaceId: workspaceId(),
    preferenceId: uuid("preference_id").notNull(),
    clientId: name("client_id"),
    seq: seq("seq"),
    comparisonId: uuid("comparison_id").notNull(),
    raterKind: name("rater_kind").notNull(),
    rater: name("rater").notNull(),
    verdict: name("verdict").notNull(),
    strength: integer("strength"),
    withdrawn: boolean("withdrawn").notNull(),
    contentHash: contentHash(),
    body: body(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.preferenceId] }),
    uniqueIndex("preference_client_id").on(t.workspaceId, t.clientId),
    index("preference_comparison").on(t.workspaceId, t.comparisonId, t.seq),
    index("preference_rater").on(t.workspaceId, t.rater, t.seq),
    tenantPolicy(),
  ],
);
