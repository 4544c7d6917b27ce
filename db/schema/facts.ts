import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, name, seq, tenantPolicy, workspaceId } from "./tenancy.ts";

/**
 * Facts: the typed values that filters, sorts and lists use. A row holds from `from_seq` until `to_seq`; the open row
 * of a record has `to_seq` = 2^63 - 1. Values never change; only `to_seq` is set, once. Types are those whose
 * comparison is leakproof, so that they stay index conditions under row-level security.
 */

const isOpen = sql`to_seq = 9223372036854775807`;
const interval = () => ({
  fromSeq: seq("from_seq"),
  toSeq: bigint("to_seq", { mode: "bigint" }).notNull().default(sql`9223372036854775807`),
});

/** What filters, sorts and lists know of a trajectory. */
export const trajectoryColumns = () => ({
  task: name("task").notNull(),
  agent: name("agent"),
  model: name("model"),
  source: name("source"),
  status: name("status").notNull(),
  outcome: name("outcome"),
  excluded: boolean("excluded").notNull(),
  stepCount: integer("step_count").notNull(),
  toolCallCount: integer("tool_call_count").notNull(),
  tokenCount: bigint("token_count", { mode: "number" }).notNull(),
  comparisons: integer("comparisons").notNull(),
  wins: integer("wins").notNull(),
  losses: integer("losses").notNull(),
  ties: integer("ties").notNull(),
  decided: integer("decided").notNull(),
  startedAt: moment("started_at"),
  endedAt: moment("ended_at"),
  createdAt: moment("created_at").notNull(),
});

/** What filters, sorts and lists know of a comparison. */
export const comparisonColumns = () => ({
  task: name("task").notNull(),
  aTrajectoryId: uuid("a_trajectory_id").notNull(),
  bTrajectoryId: uuid("b_trajectory_id").notNull(),
  /** `pref`: the majority of the first rater kind that has votes, of human, env and rule. Null while undecided. */
  consensus: name("consensus"),
  prefHuman: name("pref_human"),
  prefAi: name("pref_ai"),
  prefRule: name("pref_rule"),
  votes: integer("votes").notNull(),
  voteShare: doublePrecision("vote_share"),
  strength: doublePrecision("strength"),
  humanVotes: integer("human_votes").notNull(),
  excluded: boolean("excluded").notNull(),
  createdAt: moment("created_at").notNull(),
});

export const fact = pgTable(
  "fact",
  {
    workspaceId: workspaceId(),
    trajectoryId: uuid("trajectory_id").notNull(),
    startSeq: seq("start_seq"),
    ...interval(),
    ...trajectoryColumns(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.trajectoryId, t.fromSeq] }),
    uniqueIndex("fact_open").on(t.workspaceId, t.trajectoryId).where(isOpen),
    index("fact_arrival").on(t.workspaceId, t.startSeq, t.trajectoryId),
    index("fact_task").on(t.workspaceId, t.task).where(isOpen),
    tenantPolicy(),
  ],
);

export const factReward = pgTable(
  "fact_reward",
  {
    workspaceId: workspaceId(),
    trajectoryId: uuid("trajectory_id").notNull(),
    name: name("name").notNull(),
    raterKind: name("rater_kind").notNull(),
    ...interval(),
    value: doublePrecision("value").notNull(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.trajectoryId, t.name, t.raterKind, t.fromSeq] }),
    uniqueIndex("fact_reward_open").on(t.workspaceId, t.name, t.trajectoryId, t.raterKind).where(isOpen),
    tenantPolicy(),
  ],
);

export const factTag = pgTable(
  "fact_tag",
  {
    workspaceId: workspaceId(),
    trajectoryId: uuid("trajectory_id").notNull(),
    tag: name("tag").notNull(),
    ...interval(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.trajectoryId, t.tag, t.fromSeq] }),
    uniqueIndex("fact_tag_open").on(t.workspaceId, t.tag, t.trajectoryId).where(isOpen),
    tenantPolicy(),
  ],
);

export const factComparison = pgTable(
  "fact_comparison",
  {
    workspaceId: workspaceId(),
    comparisonId: uuid("comparison_id").notNull(),
    startSeq: seq("start_seq"),
    ...interval(),
    ...comparisonColumns(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.comparisonId, t.fromSeq] }),
    uniqueIndex("fact_comparison_open").on(t.workspaceId, t.comparisonId).where(isOpen),
    index("fact_comparison_arrival").on(t.workspaceId, t.startSeq, t.comparisonId),
    index("fact_comparison_a").on(t.workspaceId, t.aTrajectoryId).where(isOpen),
    index("fact_comparison_b").on(t.workspaceId, t.bTrajectoryId).where(isOpen),
    tenantPolicy(),
  ],
);
