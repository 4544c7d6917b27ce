import type pg from "pg";

/**
 * Logs that no client could send in the time of a bench: short trajectories, written by SQL as the rows that appends leave.
 * A tenth of the trajectories moved once after they arrived, four fifths have a reward, and every tenth is a side of a pair.
 */

export interface SyntheticLog {
  trajectories: number;
  lastSeq: number;
  /** A seq at which half of them had arrived. */
  middleSeq: number;
}

const recordsPerTrajectory = 4;
const trajectoriesPerAppend = 250;
const seqsPerAppend = recordsPerTrajectory * trajectoriesPerAppend;
const movedEvery = 10;
const endless = "9223372036854775807";

/** Ids grow with time, as those that appends give do. `i` is SQL for the trajectory's number, from 1. */
const idOf = (i: string, kind = "t") =>
  `(lpad(to_hex(${i}), 12, '0') || substr(md5($1 || '${kind}' || ${i}), 1, 20))::uuid`;
const startOf = (i: string) => `(${i} * ${recordsPerTrajectory} - ${recordsPerTrajectory - 1})`;
const appendOf = (i: string) => `(((${i} - 1) / ${trajectoriesPerAppend} + 1) * ${seqsPerAppend})`;
const movedAt = (i: string) =>
  `($3 + ((${i} / ${movedEvery} - 1) / ${seqsPerAppend} + 1) * ${seqsPerAppend})`;
/** A number from 0 to 1 that looks random and is the same at each run. */
const drawn = (i: string, salt: number) =>
  `((hashint8extended(${i}::bigint, ${salt}) & 1048575) / 1048576.0)::float8`;
const text = (i: string) => `repeat(md5(${i}::text), 3)`;
const hash = (i: string) => `md5(${i}::text)::uuid`;

const source =
  "(SELECT $1::text, $3::bigint, i FROM generate_series(1, $2::bigint) AS i) AS one(ws, tail, i)";
const task = `'task-' || floor(${drawn("i", 1)} * 200)::int`;
const openUntil = (i: string) => `CASE WHEN ${i} % ${movedEvery} = 0 THEN ${movedAt(i)} ELSE ${endless} END`;
const moments = "'2026-01-01'::timestamptz + i * interval '1 second'";

const factColumns = `workspace_id, trajectory_id, start_seq, from_seq, to_seq, task, agent, model, source, status, outcome,
  excluded, step_count, tool_call_count, token_count, comparisons, wins, losses, ties, decided, started_at, ended_at, created_at`;
const fact = (from: string, to: string, more: number) => `
  SELECT $1::uuid, ${idOf("i")}, ${startOf("i")}, ${from}, ${to}, ${task}, 'agent-' || floor(${drawn("i", 2)} * 20)::int,
         'model-' || floor(${drawn("i", 3)} * 4)::int, NULL, 'ended',
         CASE WHEN ${drawn("i", 4)} < 0.45 THEN 'success' WHEN ${drawn("i", 4)} < 0.9 THEN 'failure' END, false,
         4 + floor(${drawn("i", 5)} * 36)::int + ${more}, floor(${drawn("i", 6)} * 12)::int, floor(${drawn("i", 7)} * 4000)::bigint,
         (i % 10 < 2)::int, (i % 10 = 1)::int, (i % 10 = 0)::int, 0, (i % 10 < 2)::int, ${moments}, ${moments}, ${moments}`;
/** Of every ten, the tenth and the one after it are compared. */
const pairs = `${source} WHERE i % 10 = 0 AND i < $2`;

const statements = [
  `INSERT INTO append (workspace_id, last_seq, at, n)
   SELECT DISTINCT ON (last_seq) $1::uuid, last_seq, moment, ${seqsPerAppend}
     FROM (SELECT ${appendOf("i")} AS last_seq, ${moments} AS moment FROM ${source}
           UNION ALL SELECT ${movedAt("i")}, now() FROM ${source} WHERE i % ${movedEvery} = 0) a`,
  `INSERT INTO trajectory (workspace_id, trajectory_id, seq, task, title, content_hash, body)
   SELECT $1::uuid, ${idOf("i")}, ${startOf("i")}, ${task}, ${text("i")}, ${hash("i")}, '{"title":"' || ${text("i")} || '"}' FROM ${source}`,
  `INSERT INTO fact (${factColumns}) ${fact(appendOf("i"), openUntil("i"), 0)} FROM ${source}`,
  `INSERT INTO fact (${factColumns}) ${fact(movedAt("i"), endless, 1)} FROM ${source} WHERE i % ${movedEvery} = 0`,
  `INSERT INTO reward (workspace_id, reward_id, seq, trajectory_id, name, value, rater_kind, rater, content_hash, body)
   SELECT $1::uuid, ${idOf("i", "r")}, ${startOf("i")} + 1, ${idOf("i")}, 'score', ${drawn("i", 8)}, 'env', 'env:bench', ${hash("i")}, '{}'
     FROM ${source} WHERE i % 5 > 0`,
  `INSERT INTO fact_reward (workspace_id, trajectory_id, name, rater_kind, from_seq, value)
   SELECT $1::uuid, ${idOf("i")}, 'score', 'env', ${appendOf("i")}, ${drawn("i", 8)} FROM ${source} WHERE i % 5 > 0`,
  `INSERT INTO fact_tag (workspace_id, trajectory_id, tag, from_seq)
   SELECT $1::uuid, ${idOf("i")}, tag, ${appendOf("i")}
     FROM ${source}, LATERAL (VALUES ('hard', 100), ('raw', 4)) AS t(tag, every) WHERE i % every = 1`,
  `INSERT INTO comparison (workspace_id, comparison_id, seq, task, a_trajectory_id, b_trajectory_id, content_hash, body)
   SELECT $1::uuid, ${idOf("i", "c")}, ${startOf("i + 1")} + 2, ${task}, ${idOf("i")}, ${idOf("i + 1")}, ${hash("i")}, '{}' FROM ${pairs}`,
  `INSERT INTO preference (workspace_id, preference_id, seq, comparison_id, rater_kind, rater, verdict, withdrawn, content_hash, body)
   SELECT $1::uuid, ${idOf("i", "p")}, ${startOf("i + 1")} + 3, ${idOf("i", "c")}, 'human', 'human:bench', 'b', false, ${hash("i")}, '{}'
     FROM ${pairs}`,
  `INSERT INTO fact_comparison (workspace_id, comparison_id, start_seq, from_seq, task, a_trajectory_id, b_trajectory_id, consensus,
                                pref_human, votes, vote_share, human_votes, excluded, created_at)
   SELECT $1::uuid, ${idOf("i", "c")}, ${startOf("i + 1")} + 2, ${appendOf("i + 1")}, ${task}, ${idOf("i")}, ${idOf("i + 1")}, 'b', 'b', 1, 1, 1,
          false, ${moments} FROM ${pairs}`,
];

export async function writeLog(
  database: pg.Pool,
  workspaceId: string,
  trajectories: number,
): Promise<SyntheticLog> {
  const appends = Math.ceil(trajectories / trajectoriesPerAppend);
  const tail = appends * seqsPerAppend;
  const client = await database.connect();
  try {
    await client.query("SET synchronous_commit = off");
    for (const statement of statements) await client.query(statement, [workspaceId, trajectories, tail]);
  } finally {
    await client.query("RESET synchronous_commit");
    client.release();
  }
  await analyze(database);
  const moved = Math.floor(trajectories / movedEvery);
  return {
    trajectories,
    lastSeq: tail + Math.ceil(moved / seqsPerAppend) * seqsPerAppend,
    middleSeq: Math.ceil(appends / 2) * seqsPerAppend,
  };
}

/**
 * Lays edits of outcomes over a share of the trajectories, as the next commit of a branch leaves them: the share in percent,
 * spread evenly.
 */
export async function writeOverlay(
  database: pg.Pool,
  workspaceId: string,
  { branchId, no, seq, percent }: { branchId: string; no: number; seq: number; percent: number },
): Promise<void> {
  const own = `$1::uuid, $2::uuid, $3::bigint`;
  const chosen = `workspace_id = $1 AND from_seq <= $4 AND to_seq > $4 AND hashtextextended(trajectory_id::text, 7) & 1023 < $5 * 10.24`;
  const columns = factColumns
    .split(/,\s*/)
    .filter(column => !["workspace_id", "from_seq", "to_seq"].includes(column))
    .join(", ");
  const values = columns.replace("outcome", "CASE outcome WHEN 'success' THEN 'failure' ELSE 'success' END");
  const tables = [
    ["fact", columns, values],
    ["fact_reward", "trajectory_id, name, rater_kind, value", "trajectory_id, name, rater_kind, value"],
    ["fact_tag", "trajectory_id, tag", "trajectory_id, tag"],
  ] as const;
  for (const [table, into, from] of tables) {
    await database.query(
      `INSERT INTO branch_${table} (workspace_id, branch_id, from_no, from_seq, ${into}) SELECT ${own}, 0, ${from} FROM ${table} WHERE ${chosen}`,
      [workspaceId, branchId, no, seq, percent],
    );
  }
  await analyze(database);
}

/** A commit without its changes: the overlay is what pages read. On main it is an append too. */
export async function writeCommit(
  database: pg.Pool,
  workspaceId: string,
  { branchId, no, seq }: { branchId: string; no: number; seq: number },
): Promise<void> {
  const isMain = branchId === workspaceId;
  if (isMain)
    await database.query("INSERT INTO append (workspace_id, last_seq, at, n) VALUES ($1, $2, now(), 1)", [
      workspaceId,
      seq,
    ]);
  await database.query(
    `INSERT INTO "commit" (workspace_id, branch_id, no, kind, author, message, base_branch_id, base_no, base_seq, seq, changes)
     SELECT workspace_id, branch_id, no + 1, 'edit', 'local', 'Bench', base_branch_id, base_no, $4::bigint,
            CASE WHEN $5::boolean THEN $4::bigint END, 0
       FROM "commit" WHERE workspace_id = $1 AND branch_id = $2 AND no = $3::bigint - 1`,
    [workspaceId, branchId, no, seq, isMain],
  );
  await database.query("UPDATE branch SET head_no = $3 WHERE workspace_id = $1 AND branch_id = $2", [
    workspaceId,
    branchId,
    no,
  ]);
}

export async function analyze(database: pg.Pool): Promise<void> {
  await database.query("VACUUM (ANALYZE)");
}
