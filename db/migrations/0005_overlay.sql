-- The facts of records that a branch edits, derived from the log and the edits that the view shows; never merged. One
-- function serves edits, merges, updates of a branch, and appends to records that main's edits cover.
--
-- The view is `layers` (nearest first, [{"branch", "no"}], the branch itself included) over the log up to `s`. Rows are
-- written for `tids`, `cids` and the sides of `cids`, from commit `at_no` and seq `since` on. What stood there before ends at
-- `at_no` (`commit`), at `since` (`seq`), or is left to `close_overlay` (`later`).
CREATE FUNCTION derive_overlay(ws uuid, b uuid, at_no bigint, s bigint, layers json, tids uuid[], cids uuid[], since bigint,
                               ending text)
RETURNS void LANGUAGE plpgsql
-- The lists may be of one record or of fifty thousand. Tables are entered by lists of keys, and what was found is hashed: no
-- estimate can turn that into a loop over all of one for each of the other.
SET enable_seqscan = off
SET enable_nestloop = off
SET work_mem = '64MB'
AS $$
DECLARE
  records uuid[];
  judged uuid[];         -- of each of those rewards: its trajectory, and its seq
  judged_at bigint[];
  made uuid[];           -- trajectories that were made on a branch: the log has them, and no facts of them
  branches uuid[];
BEGIN
  SELECT array_agg(DISTINCT id) INTO tids FROM (
    SELECT unnest(tids) AS id
    UNION SELECT c.a_trajectory_id FROM comparison c WHERE c.workspace_id = ws AND c.comparison_id = ANY (cids)
    UNION SELECT c.b_trajectory_id FROM comparison c WHERE c.workspace_id = ws AND c.comparison_id = ANY (cids)) u;
  IF tids IS NULL THEN RETURN; END IF;
  SELECT array_agg(id) INTO made FROM unnest(tids) AS u(id)
   WHERE id NOT IN (SELECT f.trajectory_id FROM fact f WHERE f.workspace_id = ws AND f.trajectory_id = ANY (tids));
  SELECT array_agg(l.branch) INTO branches FROM json_to_recordset(layers) AS l(branch uuid);
  IF ending = 'commit' THEN PERFORM close_overlay(ws, b, at_no, NULL, tids, cids);
  ELSIF ending = 'seq' THEN PERFORM close_overlay(ws, b, NULL, since, tids, cids);
  END IF;

  -- Comparisons: votes that count, then the adjudication over them.
  IF cardinality(cids) > 0 THEN
    WITH c AS (
      -- A pair that was made on a branch came to main with the edits of its merge: its first votes judged those.
      SELECT c.*, CASE WHEN EXISTS (SELECT 1 FROM fact_comparison f WHERE f.workspace_id = ws AND f.comparison_id = c.comparison_id) THEN 0
                  ELSE coalesce((SELECT k.seq FROM branch_fact_comparison o
                                   JOIN "commit" k ON k.workspace_id = ws AND k.branch_id = ws AND k.no = o.from_no
                                  WHERE o.workspace_id = ws AND o.branch_id = ws AND o.comparison_id = c.comparison_id
                                  ORDER BY o.from_no LIMIT 1), 9223372036854775807) END AS landed
        FROM comparison c WHERE c.workspace_id = ws AND c.comparison_id = ANY (cids)),
    latest AS (
      SELECT DISTINCT ON (v.comparison_id, v.rater) v.*
        FROM c JOIN preference v ON v.workspace_id = ws AND v.comparison_id = ANY (cids) AND v.comparison_id = c.comparison_id
       WHERE v.seq <= s OR c.seq > s
       ORDER BY v.comparison_id, v.rater, v.seq DESC),
    e AS MATERIALIZED (
      SELECT * FROM visible_edits(ws, layers, (
        SELECT array_agg(id) FROM (SELECT comparison_id FROM c UNION SELECT a_trajectory_id FROM c UNION SELECT b_trajectory_id FROM c
                                   UNION SELECT preference_id FROM latest) u(id)))),
    stale AS MATERIALIZED (
      SELECT * FROM judged_otherwise(ws, layers, (SELECT array_agg(side ORDER BY v.preference_id, side) FROM latest v JOIN c USING (comparison_id), LATERAL (VALUES (a_trajectory_id), (b_trajectory_id)) u(side)),
                                     (SELECT array_agg(greatest(v.seq, c.landed) ORDER BY v.preference_id, side) FROM latest v JOIN c USING (comparison_id), LATERAL (VALUES (a_trajectory_id), (b_trajectory_id)) u(side)))),
    hidden AS (
      SELECT record_id FROM e WHERE path = 'excluded' AND NOT is_logged AND value->>'value' = 'true'),
    counted AS (
      SELECT v.comparison_id, v.rater_kind, v.verdict, v.strength
        FROM latest v JOIN c ON c.comparison_id = v.comparison_id
       WHERE NOT v.withdrawn
         AND v.preference_id NOT IN (SELECT e.record_id FROM e WHERE e.path = 'voided' AND NOT e.is_logged AND value->>'value' IS NOT NULL)
         AND (c.landed = 9223372036854775807
              OR ((c.a_trajectory_id, greatest(v.seq, c.landed)) NOT IN (SELECT x.record_id, x.seq FROM stale x)
                  AND (c.b_trajectory_id, greatest(v.seq, c.landed)) NOT IN (SELECT x.record_id, x.seq FROM stale x))
              OR v.preference_id IN (SELECT e.record_id FROM e WHERE e.path = 'affirmed' AND NOT e.is_logged AND value->>'value' = 'true'))),
    tally AS (
      SELECT comparison_id, rater_kind, verdict, count(*) AS n, avg(strength)::float8 AS strength,
             (sum(count(*)) OVER (PARTITION BY comparison_id, rater_kind))::bigint AS total
        FROM counted GROUP BY comparison_id, rater_kind, verdict),
    kind AS (
      SELECT comparison_id, rater_kind, max(total) AS total,
             max(verdict) FILTER (WHERE 2 * n > total) AS verdict, max(n) FILTER (WHERE 2 * n > total) AS won,
             max(strength) FILTER (WHERE 2 * n > total) AS strength
        FROM tally GROUP BY comparison_id, rater_kind),
    foremost AS (
      SELECT DISTINCT ON (comparison_id) * FROM kind WHERE rater_kind IN ('human', 'env', 'rule')
       ORDER BY comparison_id, CASE rater_kind WHEN 'human' THEN 1 WHEN 'env' THEN 2 ELSE 3 END),
    by_kind AS (
      SELECT comparison_id, max(verdict) FILTER (WHERE rater_kind = 'human') AS human, max(verdict) FILTER (WHERE rater_kind = 'ai') AS ai,
             max(verdict) FILTER (WHERE rater_kind = 'rule') AS rule, max(total) FILTER (WHERE rater_kind = 'human') AS humans
        FROM kind GROUP BY comparison_id),
    adjudged AS (
      SELECT e.record_id, e.value->'value'->>'verdict' AS verdict, (e.value->'value'->>'strength')::float8 AS strength
        FROM e WHERE e.path = 'adjudication' AND NOT e.is_logged)
    INSERT INTO branch_fact_comparison (workspace_id, branch_id, from_no, from_seq, comparison_id, start_seq, task, a_trajectory_id,
                                        b_trajectory_id, consensus, pref_human, pref_ai, pref_rule, votes, vote_share, strength,
                                        human_votes, excluded, created_at)
    SELECT ws, b, at_no, since, c.comparison_id, c.seq, c.task, c.a_trajectory_id, c.b_trajectory_id,
           coalesce(adjudged.verdict, lead.verdict),
           by_kind.human, by_kind.ai, by_kind.rule,
           coalesce(lead.total, 0)::int,
           CASE WHEN adjudged.verdict IS NULL THEN lead.won::float8 / lead.total ELSE 1 END,
           CASE WHEN adjudged.verdict IS NULL THEN lead.strength ELSE adjudged.strength END,
           coalesce(by_kind.humans, 0)::int,
           c.a_trajectory_id IN (SELECT h.record_id FROM hidden h) OR c.b_trajectory_id IN (SELECT h.record_id FROM hidden h),
           (SELECT a.at FROM append a WHERE a.workspace_id = ws AND a.last_seq >= c.seq ORDER BY a.last_seq LIMIT 1)
      FROM c
      LEFT JOIN foremost lead ON lead.comparison_id = c.comparison_id
      LEFT JOIN by_kind ON by_kind.comparison_id = c.comparison_id
      LEFT JOIN adjudged ON adjudged.record_id = c.comparison_id;
  END IF;

  -- Trajectories.
  WITH t AS (
    SELECT t.* FROM trajectory t WHERE t.workspace_id = ws AND t.trajectory_id = ANY (made)),
  e AS MATERIALIZED (SELECT * FROM visible_edits(ws, layers, tids)),
  base AS (
    SELECT f.trajectory_id, f.start_seq, f.task, f.agent, f.model, f.source, f.status, f.outcome, f.excluded, f.step_count,
           f.tool_call_count, f.token_count, f.started_at, f.ended_at, f.created_at
      FROM fact f WHERE f.workspace_id = ws AND f.trajectory_id = ANY (tids) AND f.from_seq <= s AND f.to_seq > s
    UNION ALL
    SELECT t.trajectory_id, t.seq, t.task, t.body::json->>'agent', t.body::json->>'model', t.body::json->>'source', 'ended',
           (SELECT o.status FROM outcome o WHERE o.workspace_id = ws AND o.trajectory_id = t.trajectory_id ORDER BY o.seq DESC LIMIT 1),
           false, p.n::int, p.calls::int, p.tokens,
           (t.body::json->>'startedAt')::timestamptz, (t.body::json->>'endedAt')::timestamptz,
           (SELECT a.at FROM append a WHERE a.workspace_id = ws AND a.last_seq >= t.seq ORDER BY a.last_seq LIMIT 1)
      FROM t CROSS JOIN LATERAL (
        SELECT count(*) AS n, coalesce(sum(json_array_length(p.body::json->'toolCalls')), 0) AS calls,
               coalesce(sum((p.body::json->>'completionTokens')::bigint), 0)::bigint AS tokens
          FROM step p WHERE p.workspace_id = ws AND p.trajectory_id = t.trajectory_id) p),
  field AS (
    SELECT record_id, max(value->>'value') FILTER (WHERE path = 'task') AS task,
           bool_or(value->>'value' = 'true') FILTER (WHERE path = 'excluded') AS excluded,
           bool_or(path = 'outcome') AS has_outcome, max(value->'value'->>'status') FILTER (WHERE path = 'outcome') AS outcome
      FROM e WHERE path IN ('task', 'excluded', 'outcome') AND NOT is_logged GROUP BY record_id),
  gone AS (
    SELECT record_id, count(*)::int AS n, sum((value->'value'->>'calls')::int)::int AS calls,
           sum((value->'value'->>'tokens')::bigint)::bigint AS tokens
      FROM e WHERE path LIKE 'steps/%/deleted' AND NOT is_logged GROUP BY record_id),
  l AS (SELECT * FROM ROWS FROM (json_to_recordset(layers) AS (branch uuid, no bigint)) WITH ORDINALITY AS l(branch, no, nearness)),
  seen AS (
    SELECT DISTINCT ON (comparison_id) comparison_id, a_trajectory_id, b_trajectory_id, consensus FROM (
      SELECT o.comparison_id, o.a_trajectory_id, o.b_trajectory_id, o.consensus, l.nearness, o.from_no
        FROM l JOIN branch_fact_comparison o ON o.workspace_id = ws AND o.branch_id = l.branch AND o.from_no <= l.no AND o.to_no > l.no
                                            AND o.from_seq <= s AND o.to_seq > s
       WHERE o.branch_id = ANY (branches) AND o.a_trajectory_id = ANY (tids)
      UNION ALL
      SELECT o.comparison_id, o.a_trajectory_id, o.b_trajectory_id, o.consensus, l.nearness, o.from_no
        FROM l JOIN branch_fact_comparison o ON o.workspace_id = ws AND o.branch_id = l.branch AND o.from_no <= l.no AND o.to_no > l.no
                                            AND o.from_seq <= s AND o.to_seq > s
       WHERE o.branch_id = ANY (branches) AND o.b_trajectory_id = ANY (tids)
      UNION ALL
      SELECT f.comparison_id, f.a_trajectory_id, f.b_trajectory_id, f.consensus, 1000000, 0
        FROM fact_comparison f
       WHERE f.workspace_id = ws AND f.a_trajectory_id = ANY (tids) AND f.from_seq <= s AND f.to_seq > s
      UNION ALL
      SELECT f.comparison_id, f.a_trajectory_id, f.b_trajectory_id, f.consensus, 1000000, 0
        FROM fact_comparison f
       WHERE f.workspace_id = ws AND f.b_trajectory_id = ANY (tids) AND f.from_seq <= s AND f.to_seq > s) u
     -- Until `close_overlay`, the row that a commit replaces is there too.
     ORDER BY comparison_id, nearness, from_no DESC),
  record AS (
    SELECT side.id, count(*)::int AS comparisons, count(*) FILTER (WHERE consensus = side.mine)::int AS wins,
           count(*) FILTER (WHERE consensus = side.other)::int AS losses, count(*) FILTER (WHERE consensus = 'tie')::int AS ties,
           count(consensus)::int AS decided
      FROM seen, LATERAL (VALUES (a_trajectory_id, 'a', 'b'), (b_trajectory_id, 'b', 'a')) AS side(id, mine, other)
     GROUP BY side.id)
  INSERT INTO branch_fact (workspace_id, branch_id, from_no, from_seq, trajectory_id, start_seq, task, agent, model, source, status,
                           outcome, excluded, step_count, tool_call_count, token_count, comparisons, wins, losses, ties, decided,
                           started_at, ended_at, created_at)
  SELECT ws, b, at_no, since, f.trajectory_id, f.start_seq,
         coalesce(x.task, f.task),
         f.agent, f.model, f.source,
         CASE WHEN x.outcome IS NULL THEN f.status ELSE 'ended' END,
         CASE WHEN x.has_outcome THEN x.outcome ELSE f.outcome END,
         coalesce(x.excluded, f.excluded),
         f.step_count - coalesce(g.n, 0), f.tool_call_count - coalesce(g.calls, 0), f.token_count - coalesce(g.tokens, 0),
         coalesce(r.comparisons, 0), coalesce(r.wins, 0), coalesce(r.losses, 0), coalesce(r.ties, 0), coalesce(r.decided, 0),
         f.started_at, f.ended_at, f.created_at
    FROM base f
    LEFT JOIN gone g ON g.record_id = f.trajectory_id
    LEFT JOIN record r ON r.id = f.trajectory_id
    LEFT JOIN field x ON x.record_id = f.trajectory_id;

  -- Tags: those captured, with the edits of single tags.
  WITH e AS MATERIALIZED (SELECT * FROM visible_edits(ws, layers, tids) WHERE path LIKE 'tags/%' AND NOT is_logged)
  INSERT INTO branch_fact_tag (workspace_id, branch_id, from_no, from_seq, trajectory_id, tag)
  SELECT ws, b, at_no, since, u.trajectory_id, u.tag FROM (
    SELECT g.trajectory_id, g.tag FROM fact_tag g
     WHERE g.workspace_id = ws AND g.trajectory_id = ANY (tids) AND g.from_seq <= s AND g.to_seq > s
    UNION
    SELECT t.trajectory_id, g.tag FROM trajectory t, json_array_elements_text(coalesce(t.body::json->'tags', '[]')) AS g(tag)
     WHERE t.workspace_id = ws AND t.trajectory_id = ANY (made)
    UNION
    SELECT e.record_id, substr(e.path, 6) FROM e WHERE e.value->>'value' = 'true') u
   WHERE (u.trajectory_id, 'tags/' || u.tag) NOT IN (SELECT e.record_id, e.path FROM e WHERE e.value->>'value' = 'false');

  -- Rewards: the latest of a name and rater kind that is neither voided nor of a content that no longer stands.
  SELECT array_agg(r.reward_id), array_agg(r.trajectory_id), array_agg(r.seq) INTO records, judged, judged_at
    FROM reward r WHERE r.workspace_id = ws AND r.trajectory_id = ANY (tids) AND r.step_idx IS NULL;
  WITH e AS MATERIALIZED (SELECT * FROM visible_edits(ws, layers, records) WHERE NOT is_logged),
  stale AS MATERIALIZED (SELECT * FROM judged_otherwise(ws, layers, judged, judged_at))
  INSERT INTO branch_fact_reward (workspace_id, branch_id, from_no, from_seq, trajectory_id, name, rater_kind, value)
  SELECT DISTINCT ON (r.trajectory_id, r.name, r.rater_kind) ws, b, at_no, since, r.trajectory_id, r.name, r.rater_kind, r.value
    FROM reward r JOIN trajectory t ON t.workspace_id = ws AND t.trajectory_id = ANY (tids) AND t.trajectory_id = r.trajectory_id
   WHERE r.workspace_id = ws AND r.trajectory_id = ANY (tids) AND r.step_idx IS NULL AND (r.seq <= s OR t.seq > s)
     AND r.reward_id NOT IN (SELECT e.record_id FROM e WHERE e.path = 'voided' AND e.value->>'value' IS NOT NULL)
     AND ((r.trajectory_id, r.seq) NOT IN (SELECT x.record_id, x.seq FROM stale x)
          OR r.reward_id IN (SELECT e.record_id FROM e WHERE e.path = 'affirmed' AND e.value->>'value' = 'true'))
   ORDER BY r.trajectory_id, r.name, r.rater_kind, r.seq DESC;
END $$;
--> statement-breakpoint
-- Ends the open rows of records on a branch: at a commit, or at a seq. Rows of that commit itself stay open.
CREATE FUNCTION close_overlay(ws uuid, b uuid, at_no bigint, at_seq bigint, tids uuid[], cids uuid[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  endless CONSTANT bigint := 9223372036854775807;
BEGIN
  UPDATE branch_fact f SET to_no = coalesce(at_no, to_no), to_seq = coalesce(at_seq, to_seq)
   WHERE f.workspace_id = ws AND f.branch_id = b AND f.trajectory_id = ANY (tids) AND f.to_no = endless AND f.to_seq = endless AND f.from_no < coalesce(at_no, endless);
  UPDATE branch_fact_reward f SET to_no = coalesce(at_no, to_no), to_seq = coalesce(at_seq, to_seq)
   WHERE f.workspace_id = ws AND f.branch_id = b AND f.trajectory_id = ANY (tids) AND f.to_no = endless AND f.to_seq = endless AND f.from_no < coalesce(at_no, endless);
  UPDATE branch_fact_tag f SET to_no = coalesce(at_no, to_no), to_seq = coalesce(at_seq, to_seq)
   WHERE f.workspace_id = ws AND f.branch_id = b AND f.trajectory_id = ANY (tids) AND f.to_no = endless AND f.to_seq = endless AND f.from_no < coalesce(at_no, endless);
  UPDATE branch_fact_comparison f SET to_no = coalesce(at_no, to_no), to_seq = coalesce(at_seq, to_seq)
   WHERE f.workspace_id = ws AND f.branch_id = b AND f.comparison_id = ANY (cids) AND f.to_no = endless AND f.to_seq = endless AND f.from_no < coalesce(at_no, endless);
END $$;
--> statement-breakpoint
-- The edits that layers show of some records, the nearest where several have one.
CREATE FUNCTION visible_edits(ws uuid, layers json, ids uuid[])
RETURNS TABLE (record_id uuid, path text, value json, is_logged boolean)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (e.record_id, e.path) e.record_id, e.path, e.value::json, e.value LIKE '{"asLogged"%'
    FROM ROWS FROM (json_to_recordset(layers) AS (branch uuid, no bigint)) WITH ORDINALITY AS l(branch, no, nearness)
    JOIN edit e ON e.workspace_id = ws AND e.branch_id = l.branch AND e.from_no <= l.no AND e.to_no > l.no
               AND e.record_id = ANY (ids)
               AND e.branch_id = ANY (ARRAY(SELECT (one->>'branch')::uuid FROM json_array_elements(layers) AS one))
   ORDER BY e.record_id, e.path, l.nearness
$$;
--> statement-breakpoint
-- Of trajectories that were judged, each at a seq: those whose steps the layers show with other edits than main showed at that
-- seq. Who judges sees main, so a content that is put back is again what they judged, and one edited since is not.
CREATE FUNCTION judged_otherwise(ws uuid, layers json, ids uuid[], seqs bigint[])
RETURNS TABLE (record_id uuid, seq bigint)
LANGUAGE sql STABLE AS $$
  WITH q AS (SELECT DISTINCT q.id, q.seq FROM unnest(ids, seqs) AS q(id, seq)),
  now AS MATERIALIZED (
    SELECT e.record_id, e.path, e.value::text AS value FROM visible_edits(ws, layers, ids) e WHERE e.path LIKE 'steps/%' AND NOT e.is_logged),
  -- A merge that is under way has no commit yet: it starts nothing and ends nothing that somebody could have judged.
  was AS MATERIALIZED (
    SELECT e.record_id, e.path, e.value, f.seq AS from_seq, coalesce(t.seq, 9223372036854775807) AS to_seq
      FROM edit e
      JOIN "commit" f ON f.workspace_id = ws AND f.branch_id = ws AND f.no = e.from_no
      LEFT JOIN "commit" t ON t.workspace_id = ws AND t.branch_id = ws AND t.no = e.to_no
     WHERE e.workspace_id = ws AND e.branch_id = ws AND e.record_id = ANY (ids) AND e.path LIKE 'steps/%'
       AND e.value NOT LIKE '{"asLogged"%')
  SELECT q.id, q.seq FROM q JOIN now n ON n.record_id = q.id
    LEFT JOIN was w ON w.record_id = n.record_id AND w.path = n.path AND w.value = n.value AND w.from_seq <= q.seq AND w.to_seq > q.seq
   WHERE w.record_id IS NULL
  UNION
  SELECT q.id, q.seq FROM q JOIN was w ON w.record_id = q.id AND w.from_seq <= q.seq AND w.to_seq > q.seq
    LEFT JOIN now n ON n.record_id = w.record_id AND n.path = w.path AND n.value = w.value
   WHERE n.record_id IS NULL
$$;
--> statement-breakpoint
-- What an append has to do on main for the records that main's edits cover.
CREATE FUNCTION overlay_after_append(ws uuid, at_seq bigint, tids uuid[], cids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  endless CONSTANT bigint := 9223372036854775807;
  main_no bigint;
  covered uuid[];
  compared uuid[];
BEGIN
  SELECT head_no INTO main_no FROM branch WHERE workspace_id = ws AND branch_id = ws;
  IF main_no = 0 THEN RETURN; END IF;
  SELECT array_agg(DISTINCT o.trajectory_id) INTO covered FROM branch_fact o
   WHERE o.workspace_id = ws AND o.branch_id = ws AND o.trajectory_id = ANY (tids) AND o.to_no = endless AND o.to_seq = endless;
  IF covered IS NULL THEN RETURN; END IF;
  SELECT array_agg(c.comparison_id) INTO compared FROM comparison c
   WHERE c.workspace_id = ws AND c.comparison_id = ANY (cids)
     AND (c.a_trajectory_id = ANY (covered) OR c.b_trajectory_id = ANY (covered));
  PERFORM derive_overlay(ws, ws, main_no, at_seq, json_build_array(json_build_object('branch', ws, 'no', main_no)),
                         covered, coalesce(compared, '{}'), at_seq, 'seq');
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION derive_overlay, close_overlay, visible_edits, judged_otherwise, overlay_after_append FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION derive_overlay, close_overlay, visible_edits, judged_otherwise, overlay_after_append TO espalier_app;
