import { type RaterKind, verdicts } from "#lib/feedback/schemas.ts";
import { outcomeStatuses, trajectoryStatuses } from "#lib/trajectories/schemas.ts";

/**
 * What a filter may name, by subject. This registry is what the checker, the planner and the editor's help
 * share; a column is a neutral name, which the compiler of a store maps to its own.
 */

export const subjects = ["trajectory", "comparison"] as const;
export type Subject = (typeof subjects)[number];

/** Doubles are 64-bit; timestamps are instants to the microsecond. */
export type ScalarType = "string" | "int" | "double" | "bool" | "timestamp";

export type Column =
  | "task"
  | "agent"
  | "model"
  | "source"
  | "status"
  | "outcome"
  | "excluded"
  | "startedAt"
  | "endedAt"
  | "createdAt"
  | "stepCount"
  | "toolCallCount"
  | "tokenCount"
  | "wins"
  | "losses"
  | "ties"
  | "decided"
  | "comparisons"
  | "seq"
  | "consensus"
  | "humanConsensus"
  | "aiConsensus"
  | "ruleConsensus"
  | "votes"
  | "voteShare"
  | "strength";

interface Documented {
  /** As it is written in a filter, with its dots: `pref.human`. */
  name: string;
  help: string;
  /** A whole filter that uses it. */
  example: string;
}

export interface ScalarField extends Documented {
  type: ScalarType;
  column: Column;
  nullable: boolean;
  /** The only texts that it holds, where it has a fixed set. */
  values: readonly string[] | null;
}

export interface CollectionField extends Documented {
  type: "tags" | "steps";
}

export interface RewardsField extends Documented {
  type: "rewards";
  /** Null: the latest version of one rater kind, in the order human, env, rule, ai. */
  raterKind: RaterKind | null;
}

export type Field = ScalarField | CollectionField | RewardsField;

type Extra = { nullable?: boolean; values?: readonly string[] };
function scalar(
  name: string,
  type: ScalarType,
  column: Column,
  help: string,
  example: string,
  { nullable = false, values }: Extra = {},
): ScalarField {
  return { name, type, column, help, example, nullable, values: values ?? null };
}

const nullable = true;
const shared = [
  scalar("task", "string", "task", "The task that was attempted.", 'task == "refund-17"'),
  scalar("excluded", "bool", "excluded", "Whether a curator left it out of training.", "!excluded"),
  scalar(
    "created",
    "timestamp",
    "createdAt",
    "When it arrived in the workspace.",
    'created > timestamp("2026-01-01T00:00:00Z")',
  ),
  scalar("seq", "int", "seq", "Its number in the log, in order of arrival.", "seq > 120000"),
];

function rewards(raterKind: RaterKind | null, whose: string): RewardsField {
  const name = raterKind === null ? "reward" : `reward.${raterKind}`;
  return {
    name,
    type: "rewards",
    raterKind,
    help: `The latest reward of that name ${whose}; null when there is none.`,
    example: `${name}["helpfulness"] >= 0.8`,
  };
}

const trajectoryFields: Field[] = [
  ...shared,
  scalar("agent", "string", "agent", "The agent that ran.", 'agent.startsWith("support-")', { nullable }),
  scalar("model", "string", "model", "The model behind the agent.", 'model in ["a-large", "b-small"]', {
    nullable,
  }),
  scalar("source", "string", "source", "Where it was captured or imported from.", 'source == "otlp"', {
    nullable,
  }),
  scalar("status", "string", "status", "Whether it still runs.", 'status == "ended"', {
    values: trajectoryStatuses,
  }),
  scalar("outcome", "string", "outcome", "How it ended; null until that is known.", 'outcome == "success"', {
    nullable,
    values: outcomeStatuses,
  }),
  scalar(
    "started",
    "timestamp",
    "startedAt",
    "When its agent began; null when not told.",
    'started >= timestamp("2026-01-01T00:00:00Z")',
    { nullable },
  ),
  scalar("ended", "timestamp", "endedAt", "When it ended; null while it runs.", "ended != null", {
    nullable,
  }),
  scalar(
    "step_count",
    "int",
    "stepCount",
    "How many steps it has; the same as size(steps).",
    "step_count > 20",
  ),
  scalar("tool_calls", "int", "toolCallCount", "How many tools it called.", "tool_calls == 0"),
  scalar("tokens", "int", "tokenCount", "How many tokens its steps used.", "tokens < 8000"),
  scalar("wins", "int", "wins", "Decided comparisons that it won.", "wins > losses"),
  scalar("losses", "int", "losses", "Decided comparisons that it lost.", "losses == 0"),
  scalar("ties", "int", "ties", "Decided comparisons with no winner.", "ties > 0"),
  scalar("decided", "int", "decided", "Comparisons it stands in that are decided.", "decided >= 3"),
  scalar("comparisons", "int", "comparisons", "Comparisons that it stands in.", "comparisons == 0"),
  { name: "tags", type: "tags", help: "The tags that people gave it.", example: '"hard" in tags' },
  { name: "steps", type: "steps", help: "Its steps, in order.", example: "size(steps) > 20" },
  rewards(null, "from one rater kind, in the order human, env, rule, ai"),
  rewards("human", "from a person"),
  rewards("env", "from the environment"),
  rewards("rule", "from a rule"),
  rewards("ai", "from an AI judge"),
];

const verdict = { nullable, values: verdicts };
const comparisonFields: Field[] = [
  ...shared,
  scalar("pref", "string", "consensus", "The consensus; null while undecided.", "pref != null", verdict),
  scalar(
    "pref.human",
    "string",
    "humanConsensus",
    "What people agreed on; null if none.",
    'pref.human == "a"',
    verdict,
  ),
  scalar(
    "pref.ai",
    "string",
    "aiConsensus",
    "What AI judges agreed on; null if none.",
    "pref.ai == pref.human",
    verdict,
  ),
  scalar(
    "pref.rule",
    "string",
    "ruleConsensus",
    "What rules agreed on; null if none.",
    "pref.rule != null",
    verdict,
  ),
  scalar("votes", "int", "votes", "How many preferences it has.", "votes >= 3"),
  scalar(
    "vote_share",
    "double",
    "voteShare",
    "The share of votes for the consensus, 0 to 1.",
    "vote_share >= 0.66",
    {
      nullable,
    },
  ),
  scalar("strength", "double", "strength", "Mean strength of the winning votes, 1 to 3.", "strength >= 2", {
    nullable,
  }),
];

export const fieldsBySubject: Record<Subject, readonly Field[]> = {
  trajectory: trajectoryFields,
  comparison: comparisonFields,
};

export function findField(subject: Subject, name: string): Field | undefined {
  return fieldsBySubject[subject].find(field => field.name === name);
}
