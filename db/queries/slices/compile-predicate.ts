import type { Column } from "#lib/query/fields.ts";
import type { Constant, Predicate, StoredValue, Value } from "#lib/query/predicate.ts";

export interface PredicateTarget {
  /** The alias of the facts (`fact`, `fact_comparison`) that the surrounding statement reads. */
  alias: string;
  /** Values are appended, and stand in the SQL as `$n` with their place in this list. */
  params: unknown[];
  /** Where the rewards and tags of these rows are: a table as `r` and `t`, and which of its rows are seen. */
  rewards: { table: string; where: string };
  tags: { table: string; where: string };
}

/**
 * The SQL condition of a predicate. Every value of the filter is a bound parameter with its type stated. Under
 * row-level security only leakproof operators can be index conditions, so it uses no others where an index
 * could help: `=` and `<` on plain types, and `^@` for a prefix. NULL is the predicate's unknown.
 */
export function compilePredicate(predicate: Predicate, target: PredicateTarget): string {
  switch (predicate.kind) {
    case "all":
      return joinTerms(predicate.of, "and", target);
    case "any":
      return joinTerms(predicate.of, "or", target);
    case "not":
      return `(not ${compilePredicate(predicate.of, target)})`;
    case "constant":
      return String(predicate.value);
    case "isTrue":
      return storedValue(predicate.value, target);
    case "compare": {
      const operator = sqlOperators[predicate.operator];
      return `(${anyValue(predicate.left, target)} ${operator} ${anyValue(predicate.right, target)})`;
    }
    case "isPresent":
      return presence(predicate.value, predicate.present, target);
    case "isAmong": {
      const { type, values } = predicate.constants;
      return `(${storedValue(predicate.value, target)} = any(${bind(values, `${sqlTypes[type]}[]`, target)}))`;
    }
    case "text":
      return textTest(predicate, target);
    case "hasTag":
      return `exists (select 1 from ${visibleTags(target)} and t.tag = ${bind(predicate.tag, "text", target)})`;
  }
}

const sqlOperators = { "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=" } as const;
const sqlTypes = {
  string: "text",
  int: "bigint",
  double: "float8",
  bool: "bool",
  timestamp: "timestamptz",
} as const;

const sqlColumns: Record<Column, string> = {
  task: "task",
  agent: "agent",
  model: "model",
  source: "source",
  status: "status",
  outcome: "outcome",
  excluded: "excluded",
  startedAt: "started_at",
  endedAt: "ended_at",
  createdAt: "created_at",
  stepCount: "step_count",
  toolCallCount: "tool_call_count",
  tokenCount: "token_count",
  wins: "wins",
  losses: "losses",
  ties: "ties",
  decided: "decided",
  comparisons: "comparisons",
  seq: "start_seq",
  consensus: "consensus",
  humanConsensus: "pref_human",
  aiConsensus: "pref_ai",
  ruleConsensus: "pref_rule",
  votes: "votes",
  voteShare: "vote_share",
  strength: "strength",
};

function bind(value: unknown, type: string, { params }: PredicateTarget): string {
  params.push(value);
  return `$${params.length}::${type}`;
}

function joinTerms(terms: Predicate[], operator: "and" | "or", target: PredicateTarget): string {
  return `(${terms.map(term => compilePredicate(term, target)).join(` ${operator} `)})`;
}

function anyValue(value: Value, target: PredicateTarget): string {
  return value.kind === "constant" ? constantValue(value, target) : storedValue(value, target);
}

function constantValue({ type, value }: Constant, target: PredicateTarget): string {
  return bind(value, sqlTypes[type], target);
}

function storedValue(value: StoredValue, target: PredicateTarget): string {
  switch (value.kind) {
    case "column":
      return `${target.alias}.${sqlColumns[value.column]}`;
    case "reward":
      return `(select r.value from ${visibleRewards(value, target)} order by ${raterKindOrder} limit 1)`;
    case "tagCount":
      return `(select count(*) from ${visibleTags(target)})`;
  }
}

/** At most one row a rater kind is visible, so the first in this order is the reward that counts. */
const raterKindOrder =
  "case r.rater_kind when 'human' then 1 when 'env' then 2 when 'rule' then 3 else 4 end";

function visibleRewards(reward: Extract<StoredValue, { kind: "reward" }>, target: PredicateTarget): string {
  const name = bind(reward.name, "text", target);
  const ofKind =
    reward.raterKind === null ? "" : ` and r.rater_kind = ${bind(reward.raterKind, "text", target)}`;
  const { table, where } = target.rewards;
  return `${table} r where r.name = ${name}${ofKind} and ${where} and r.trajectory_id = ${target.alias}.trajectory_id`;
}

function visibleTags({ alias, tags }: PredicateTarget): string {
  return `${tags.table} t where ${tags.where} and t.trajectory_id = ${alias}.trajectory_id`;
}

function presence(value: StoredValue, present: boolean, target: PredicateTarget): string {
  if (value.kind === "reward") {
    return `${present ? "" : "not "}exists (select 1 from ${visibleRewards(value, target)})`;
  }
  return `(${storedValue(value, target)} is ${present ? "not " : ""}null)`;
}

function textTest(predicate: Extract<Predicate, { kind: "text" }>, target: PredicateTarget): string {
  const value = storedValue(predicate.value, target);
  const argument = bind(predicate.argument, "text", target);
  switch (predicate.test) {
    case "startsWith":
      return `(${value} ^@ ${argument})`;
    case "endsWith":
      return `(right(${value}, length(${argument})) = ${argument})`;
    case "contains":
      return `(position(${argument} in ${value}) > 0)`;
  }
}
