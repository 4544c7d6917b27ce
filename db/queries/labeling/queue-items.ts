import type { Tx } from "#db/tenancy.ts";

export interface QueueRow {
  queueId: string;
  name: string;
  overlap: number;
  guidelines: string;
  filledSeq: number;
}

/** `lock` holds the queue against others who fill it. */
export async function selectQueue(
  tx: Tx,
  workspaceId: string,
  name: string,
  lock = false,
): Promise<QueueRow | null> {
  const [row] = await tx.query<QueueRow>(
    `SELECT queue_id AS "queueId", name, overlap, guidelines, filled_seq AS "filledSeq"
       FROM queue WHERE workspace_id = $1 AND name = $2 ${lock ? "FOR UPDATE" : ""}`,
    [workspaceId, name],
  );
  return row ?? null;
}

/**
 * Looks at the next comparisons in the log, and queues those that still want human votes. Answers how many it looked at.
 * The caller holds the queue's lock.
 */
export async function fillQueue(
  tx: Tx,
  workspaceId: string,
  queue: QueueRow,
  limit: number,
): Promise<number> {
  const [row] = await tx.query<{ looked: number; upTo: number | null }>(
    `WITH looked AS MATERIALIZED (
       SELECT comparison_id, start_seq, human_votes, excluded FROM fact_comparison
        WHERE workspace_id = $1 AND start_seq > $3 AND to_seq = 9223372036854775807 ORDER BY start_seq LIMIT $5),
     queued AS (
       INSERT INTO queue_item (workspace_id, queue_id, comparison_id, position, open_slots)
       SELECT $1, $2, comparison_id, hashtextextended(comparison_id::text, 0), $4 - human_votes
         FROM looked WHERE human_votes < $4 AND NOT excluded
          AND NOT EXISTS (SELECT 1 FROM branch_fact_comparison o WHERE o.workspace_id = $1 AND o.branch_id = $1
                             AND o.comparison_id = looked.comparison_id AND o.to_no = 9223372036854775807
                             AND o.to_seq = 9223372036854775807 AND o.excluded)
       ON CONFLICT DO NOTHING),
     moved AS (
       UPDATE queue SET filled_seq = greatest(filled_seq, (SELECT max(start_seq) FROM looked))
        WHERE workspace_id = $1 AND queue_id = $2 AND EXISTS (SELECT 1 FROM looked))
     SELECT count(*) AS looked, max(start_seq) AS "upTo" FROM looked`,
    [workspaceId, queue.queueId, queue.filledSeq, queue.overlap, limit],
  );
  return row?.looked ?? 0;
}

/** Trajectories that main's edits do not exclude. */
const notExcluded = (alias: string) =>
  `NOT EXISTS (SELECT 1 FROM branch_fact o WHERE o.workspace_id = $1 AND o.branch_id = $1 AND o.trajectory_id = ${alias}.trajectory_id
                  AND o.to_no = 9223372036854775807 AND o.to_seq = 9223372036854775807 AND o.excluded)`;

export interface PossiblePair {
  task: string;
  aTrajectoryId: string;
  bTrajectoryId: string;
}

/** Pairs that nobody has put side by side yet, one of each of several tasks chosen at random. */
export function selectUncomparedPairs(tx: Tx, workspaceId: string, limit: number): Promise<PossiblePair[]> {
  return tx.query<PossiblePair>(
    `SELECT t.task, pair.a AS "aTrajectoryId", pair.b AS "bTrajectoryId"
       FROM (SELECT task FROM fact WHERE workspace_id = $1 AND to_seq = 9223372036854775807
              GROUP BY task HAVING count(*) > 1) t
      CROSS JOIN LATERAL (
        SELECT x.trajectory_id AS a, y.trajectory_id AS b
          FROM fact x JOIN fact y ON y.workspace_id = $1 AND y.task = t.task AND y.to_seq = 9223372036854775807
                                 AND y.start_seq > x.start_seq AND y.status = 'ended' AND ${notExcluded("y")}
         WHERE x.workspace_id = $1 AND x.task = t.task AND x.to_seq = 9223372036854775807
           AND x.status = 'ended' AND ${notExcluded("x")}
           AND NOT EXISTS (SELECT 1 FROM comparison c WHERE c.workspace_id = $1
                              AND c.a_trajectory_id = x.trajectory_id AND c.b_trajectory_id = y.trajectory_id)
           AND NOT EXISTS (SELECT 1 FROM comparison c WHERE c.workspace_id = $1
                              AND c.a_trajectory_id = y.trajectory_id AND c.b_trajectory_id = x.trajectory_id)
         LIMIT 1) pair
      ORDER BY random() LIMIT $2`,
    [workspaceId, limit],
  );
}

export interface ProgressRow {
  today: number;
  mine: number;
  done: number;
  open: number;
}

export async function selectProgress(
  tx: Tx,
  workspaceId: string,
  queueId: string,
  memberId: string,
): Promise<ProgressRow> {
  const [row] = await tx.query<ProgressRow>(
    `SELECT (SELECT count(*) FROM lease WHERE workspace_id = $1 AND queue_id = $2 AND member_id = $3 AND state = 'voted'
                AND settled_at > now() - interval '24 hours') AS today,
            (SELECT count(*) FROM lease WHERE workspace_id = $1 AND queue_id = $2 AND member_id = $3 AND state = 'voted')
              AS mine,
            (SELECT count(*) FROM queue_item WHERE workspace_id = $1 AND queue_id = $2 AND open_slots <= 0 AND done_slots > 0)
              - (SELECT count(DISTINCT comparison_id) FROM lease JOIN queue_item USING (workspace_id, queue_id, comparison_id)
                  WHERE workspace_id = $1 AND queue_id = $2 AND state = 'held' AND open_slots = 0 AND done_slots > 0) AS done,
            (SELECT count(*) FROM queue_item i WHERE i.workspace_id = $1 AND i.queue_id = $2
                AND (i.open_slots > 0 OR EXISTS (SELECT 1 FROM lease l WHERE l.workspace_id = $1 AND l.queue_id = $2
                                                    AND l.comparison_id = i.comparison_id AND l.state = 'held'))) AS open`,
    [workspaceId, queueId, memberId],
  );
  if (!row) throw new Error("progress has no row");
  return row;
}
