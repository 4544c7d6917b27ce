import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "#db/testing.ts";
import { raterKinds, verdicts } from "#lib/feedback/schemas.ts";
import { planFilter } from "#lib/query/plan.ts";
import { arbitraryFilter, numberPool, rewardNamePool, textPool, timestampPool } from "#lib/query/testing.ts";
import { outcomeStatuses, trajectoryStatuses } from "#lib/trajectories/schemas.ts";
import { type CelRecord, celMatcher, celTimestamp } from "./cel-oracle.ts";
import { compilePredicate } from "./compile-predicate.ts";

/**
 * Holds the compiled SQL, on a real PostgreSQL, to CEL's own evaluator over the same random records. CEL in
 * JavaScript orders texts by UTF-16 units and PostgreSQL by code points; the pool has no texts on which they differ.
 */
const numRuns = process.env.ESPALIER_TEST_FULL ? 5000 : 500;
const workspaceId = "0198c000-0000-7000-8000-000000000001";
const otherWorkspaceId = "0198c000-0000-7000-8000-000000000002";
const seq = 100;
/** The records stay the same, so that a failing filter fails again with its seed. */
const rows = { numRuns: 120, seed: 1 };

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  // Temporary copies of the facts stand before them on the search path, without policies and grants.
  for (const table of ["fact", "fact_tag", "fact_reward", "fact_comparison"]) {
    await client.query(`create temporary table ${table} (like public.${table} including defaults)`);
  }
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

type SqlRow = Record<string, unknown>;
async function insert(table: string, rows: SqlRow[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    const statement = `insert into ${table} (${columns.join(", ")}) values (${places.join(", ")})`;
    await client.query(statement, Object.values(row));
  }
}

/** What the view at `seq` sees, and what it must not: ended before, not begun yet, another workspace's. */
const seen = { workspace_id: workspaceId, from_seq: 50 };
const unseen = [
  { workspace_id: workspaceId, from_seq: 1, to_seq: seq },
  { workspace_id: workspaceId, from_seq: seq + 1 },
  { workspace_id: otherWorkspaceId, from_seq: 1 },
];

const text = fc.constantFrom(...textPool);
const count = fc.constantFrom(...numberPool.filter(value => Number.isInteger(value) && value >= 0));
const double = fc.constantFrom(...numberPool);
const moment = fc.constantFrom(...timestampPool);
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 2 });

const trajectory = fc.record({
  task: text,
  agent: orNull(text),
  model: orNull(text),
  source: orNull(text),
  status: fc.constantFrom(...trajectoryStatuses),
  outcome: orNull(fc.constantFrom(...outcomeStatuses)),
  excluded: fc.boolean(),
  started_at: orNull(moment),
  ended_at: orNull(moment),
  created_at: moment,
  step_count: count,
  tool_call_count: count,
  token_count: count,
  wins: count,
  losses: count,
  ties: count,
  decided: count,
  comparisons: count,
  start_seq: count,
});
const rewardKey = fc.record({
  name: fc.constantFrom(...rewardNamePool),
  rater_kind: fc.constantFrom(...raterKinds),
});
const related = fc.record({
  tags: fc.uniqueArray(text, { maxLength: 3 }),
  rewards: fc.uniqueArray(fc.record({ key: rewardKey, value: double }), {
    maxLength: 5,
    selector: ({ key }) => JSON.stringify(key),
  }),
});
const comparison = fc.record({
  task: text,
  consensus: orNull(fc.constantFrom(...verdicts)),
  pref_human: orNull(fc.constantFrom(...verdicts)),
  pref_ai: orNull(fc.constantFrom(...verdicts)),
  pref_rule: orNull(fc.constantFrom(...verdicts)),
  votes: count,
  vote_share: orNull(double),
  strength: orNull(double),
  excluded: fc.boolean(),
  created_at: moment,
  start_seq: count,
});

/** The CEL names of the columns that are called otherwise in SQL. */
const celNames: Record<string, string> = {
  started_at: "started",
  ended_at: "ended",
  created_at: "created",
  tool_call_count: "tool_calls",
  token_count: "tokens",
  start_seq: "seq",
  consensus: "pref",
  pref_human: "pref.human",
  pref_ai: "pref.ai",
  pref_rule: "pref.rule",
};
const doubles = new Set(["vote_share", "strength"]);

function celRecord(row: SqlRow): CelRecord {
  const record: CelRecord = {};
  for (const [column, value] of Object.entries(row)) {
    const name = celNames[column] ?? column;
    if (typeof value === "number") record[name] = doubles.has(column) ? value : BigInt(value);
    else if (typeof value === "boolean") record[name] = value;
    else if (typeof value === "string") record[name] = column.endsWith("_at") ? celTimestamp(value) : value;
  }
  return record;
}

type Rewards = { key: { name: string; rater_kind: string }; value: number }[];
function celRewards(rewards: Rewards): CelRecord {
  const byKind = (kind: string) =>
    Object.fromEntries(
      rewards.filter(({ key }) => key.rater_kind === kind).map(({ key, value }) => [key.name, value]),
    );
  const [human, env, rule, ai] = [byKind("human"), byKind("env"), byKind("rule"), byKind("ai")];
  const reward = { ...ai, ...rule, ...env, ...human };
  return { reward, "reward.human": human, "reward.env": env, "reward.rule": rule, "reward.ai": ai };
}

function recordId(index: number): string {
  return `0198c000-0000-7000-8000-${String(index).padStart(12, "0")}`;
}

async function insertTrajectory(trajectoryId: string, row: SqlRow, tags: string[], rewards: Rewards) {
  const key = { trajectory_id: trajectoryId };
  const rewardRows = rewards.map(({ key, value }) => ({ ...key, value }));
  await insert("fact", [{ ...seen, ...key, ...row }]);
  await insert(
    "fact_tag",
    tags.map(tag => ({ ...seen, ...key, tag })),
  );
  await insert(
    "fact_reward",
    rewardRows.map(reward => ({ ...seen, ...key, ...reward })),
  );
  for (const place of unseen) {
    await insert("fact_tag", [{ ...place, ...key, tag: "a" }]);
    await insert("fact_reward", [{ ...place, ...key, name: "score", rater_kind: "human", value: 1 }]);
  }
}

/** The log alone, as a view without edits reads it. */
const rewards = { table: "fact_reward", where: "r.workspace_id = $1 and r.from_seq <= $2 and r.to_seq > $2" };
const tags = { table: "fact_tag", where: "t.workspace_id = $1 and t.from_seq <= $2 and t.to_seq > $2" };

async function matchingIds(filter: string, subject: "trajectory" | "comparison"): Promise<string[]> {
  const [table, id] =
    subject === "trajectory" ? ["fact", "trajectory_id"] : ["fact_comparison", "comparison_id"];
  const params: unknown[] = [workspaceId, seq];
  const { predicate } = planFilter(filter, subject);
  const condition = compilePredicate(predicate, { alias: "f", params, rewards, tags });
  const statement = `select ${id} as id from ${table} f where f.workspace_id = $1 and f.start_seq <= $2 and ${condition} order by 1`;
  const { rows } = await client.query<{ id: string }>(statement, params);
  return rows.map(row => row.id);
}

async function expectAgreement(
  records: Map<string, CelRecord>,
  subject: "trajectory" | "comparison",
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitraryFilter(subject), async filter => {
      const matches = celMatcher(filter);
      const expected = [...records].filter(([, record]) => matches(record)).map(([id]) => id);
      expect(await matchingIds(filter, subject)).toEqual(expected);
    }),
    { numRuns },
  );
}

test("SQL and CEL agree on every trajectory", async () => {
  const records = new Map<string, CelRecord>();
  for (const [index, [row, { tags, rewards }]] of fc.sample(fc.tuple(trajectory, related), rows).entries()) {
    const trajectoryId = recordId(index);
    const steps = Array<string>(row.step_count).fill("");
    records.set(trajectoryId, { ...celRecord(row), ...celRewards(rewards), tags, steps });
    await insertTrajectory(trajectoryId, row, tags, rewards);
  }
  await expectAgreement(records, "trajectory");
}, 300_000);

test("SQL and CEL agree on every comparison", async () => {
  const records = new Map<string, CelRecord>();
  for (const [index, row] of fc.sample(comparison, rows).entries()) {
    const comparisonId = recordId(index);
    const sides = { a_trajectory_id: recordId(1), b_trajectory_id: recordId(2), human_votes: 0 };
    records.set(comparisonId, celRecord(row));
    await insert("fact_comparison", [{ ...seen, ...sides, comparison_id: comparisonId, ...row }]);
  }
  await expectAgreement(records, "comparison");
}, 300_000);
