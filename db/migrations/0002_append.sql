-- An append: takes the workspace's lock in a statement of its own, so that everything after it reads a fresh snapshot;
-- numbers the records; inserts what is new; compares what is not; and keeps the facts. One call, one transaction, and
-- once its last seq is visible nothing at or below it appears later.
--
-- `j_count` is how many records there are; they come by type, as JSON lists. A trajectory or comparison stands once in its
-- list, at its 1-based place `i`, whether this append creates it (`create`) or only refers to it; everything else points
-- there. What is many or long comes as parallel arrays, so that no list is long to parse: t_* the bodies of trajectories,
-- s_* the steps, x_* the tools that they call or answer for. `ord` is a record's place in the append: its seq is
-- base + ord. All facts of an append change at its last seq.
--
-- Raises ES409 (the same id with other content), ES404 (a reference to nothing), ES400 (a comparison that cannot be).
CREATE FUNCTION append_records(
  ws uuid, j_count int, j_trajectories json, j_comparisons json, j_rewards json, j_outcomes json, j_preferences json,
  t_i int[], t_body text[],
  s_ref int[], s_ord int[], s_idx int[], s_role text[], s_hash uuid[], s_body text[], s_tokens bigint[], s_calls int[],
  x_ref int[], x_ord int[], x_idx int[], x_tool text[]
) RETURNS json LANGUAGE plpgsql
-- Plans are kept for the life of a connection and may have been made while the tables were small. Every table is entered
-- by a key, however many records come, so that planning again for each append gains nothing and costs as much as writing.
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  endless CONSTANT bigint := 9223372036854775807;
  base bigint;
  last bigint;
  moment timestamptz;
  tid uuid[];            -- trajectories by place, and whether this append creates them
  tnew bool[];
  cid uuid[];            -- comparisons by place
  cnew bool[];
  s_new int[];           -- ords of the records that were new
  r_new int[];
  o_new int[];
  p_new int[];
  created int[] := '{}';
  touched uuid[];        -- comparisons whose consensus may have moved, and how it moved
  k_a uuid[];
  k_b uuid[];
  k_was text[];
  k_now text[];
  k_born bool[];
  bad int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(ws::text, 0));
  SELECT a.last_seq INTO base FROM append a WHERE a.workspace_id = ws ORDER BY a.last_seq DESC LIMIT 1;
  base := coalesce(base, 0);
  last := base + j_count;
  moment := clock_timestamp();

  -- Trajectories: resolve, compare, insert.
  SELECT array_agg(coalesce(byc.trajectory_id, byid.trajectory_id, CASE WHEN r."create" THEN r.id END) ORDER BY r.i),
         array_agg(r."create" AND byc.trajectory_id IS NULL ORDER BY r.i)
    INTO tid, tnew
    FROM json_to_recordset(j_trajectories) AS r(i int, "create" bool, client text COLLATE "C", id uuid)
    LEFT JOIN trajectory byc ON byc.workspace_id = ws AND byc.client_id = r.client
    LEFT JOIN trajectory byid ON byid.workspace_id = ws AND NOT r."create" AND byid.trajectory_id = r.id;
  bad := array_position(tid, NULL);
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION 'no such trajectory' USING ERRCODE = 'ES404', DETAIL = json_build_object('type', 'trajectory', 'i', bad);
  END IF;
  IF NOT coalesce(true = ALL (tnew), true) THEN
    SELECT r.i INTO bad
      FROM json_to_recordset(j_trajectories) AS r(i int, "create" bool, hash uuid)
      JOIN trajectory e ON e.workspace_id = ws AND e.trajectory_id = tid[r.i]
     WHERE r."create" AND NOT tnew[r.i] AND e.content_hash <> r.hash LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'trajectory differs' USING ERRCODE = 'ES409', DETAIL = json_build_object('type', 'trajectory', 'i', bad);
    END IF;
  END IF;
  WITH born AS (
    INSERT INTO trajectory (workspace_id, trajectory_id, client_id, seq, task, title, content_hash, body)
    SELECT ws, r.id, r.client, base + r.ord, r.task, r.title, r.hash, b.body
      FROM json_to_recordset(j_trajectories)
           AS r(i int, "create" bool, client text, id uuid, ord int, task text, title text, hash uuid)
      JOIN unnest(t_i, t_body) AS b(i, body) ON b.i = r.i
     WHERE r."create" AND tnew[r.i]
    RETURNING (seq - base)::int AS ord)
  SELECT created || array_agg(ord) INTO created FROM born;
  INSERT INTO fact_tag (workspace_id, trajectory_id, tag, from_seq)
  SELECT DISTINCT ws, r.id, t.tag, last
    FROM json_to_recordset(j_trajectories) AS r(i int, "create" bool, id uuid, tags json),
         json_array_elements_text(r.tags) AS t(tag)
   WHERE r."create" AND tnew[r.i];

  -- Steps.
  WITH born AS (
    INSERT INTO step (workspace_id, trajectory_id, idx, seq, role, content_hash, body)
    SELECT ws, tid[s.ref], s.idx, base + s.ord, s.role, s.hash, s.body
      FROM unnest(s_ref, s_ord, s_idx, s_role, s_hash, s_body) AS s(ref, ord, idx, role, hash, body)
     WHERE tnew[s.ref] OR NOT EXISTS (
             SELECT 1 FROM step e WHERE e.workspace_id = ws AND e.trajectory_id = tid[s.ref] AND e.idx = s.idx)
    RETURNING (seq - base)::int AS ord)
  SELECT array_agg(ord) INTO s_new FROM born;
  IF coalesce(cardinality(s_new), 0) < cardinality(s_ord) THEN
    SELECT s.ord INTO bad
      FROM unnest(s_ref, s_ord, s_idx, s_hash) AS s(ref, ord, idx, hash)
      JOIN step e ON e.workspace_id = ws AND e.trajectory_id = tid[s.ref] AND e.idx = s.idx
     WHERE e.content_hash <> s.hash LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'step differs' USING ERRCODE = 'ES409', DETAIL = json_build_object('type', 'step', 'ord', bad);
    END IF;
  END IF;
  IF s_new IS NOT NULL THEN
    created := created || s_new;
    INSERT INTO step_tool (workspace_id, tool, trajectory_id, idx, seq)
    SELECT ws, x.tool, tid[x.ref], x.idx, base + x.ord
      FROM unnest(x_ref, x_ord, x_idx, x_tool) AS x(ref, ord, idx, tool)
      JOIN unnest(s_new) AS born(ord) ON born.ord = x.ord;
  END IF;

  -- Rewards.
  IF json_array_length(j_rewards) > 0 THEN
    WITH born AS (
      INSERT INTO reward (workspace_id, reward_id, client_id, seq, trajectory_id, step_idx, name, value, rater_kind, rater,
                          content_hash, body)
      SELECT ws, r.id, r.client, base + r.ord, tid[r.ref], r.step, r.name, r.value, r.kind, r.rater, r.hash, r.body
        FROM json_to_recordset(j_rewards) AS r(ord int, ref int, id uuid, client text COLLATE "C", step int, name text,
                                                  value float8, kind text, rater text, hash uuid, body text)
       WHERE r.client IS NULL
          OR NOT EXISTS (SELECT 1 FROM reward e WHERE e.workspace_id = ws AND e.client_id = r.client)
      RETURNING (seq - base)::int AS ord)
    SELECT coalesce(array_agg(ord), '{}') INTO r_new FROM born;
    SELECT r.ord INTO bad
      FROM json_to_recordset(j_rewards) AS r(ord int, ref int, client text COLLATE "C", hash uuid)
      JOIN reward e ON e.workspace_id = ws AND e.client_id = r.client
     WHERE e.content_hash <> r.hash OR e.trajectory_id <> tid[r.ref] LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'reward differs' USING ERRCODE = 'ES409', DETAIL = json_build_object('type', 'reward', 'ord', bad);
    END IF;
    created := created || r_new;
    UPDATE fact_reward f SET to_seq = last
      FROM json_to_recordset(j_rewards) AS r(ord int, ref int, step int, name text COLLATE "C", kind text COLLATE "C")
     WHERE f.workspace_id = ws AND f.name = r.name AND f.trajectory_id = tid[r.ref] AND f.rater_kind = r.kind
       AND f.to_seq = endless AND r.step IS NULL AND r.ord = ANY (r_new);
    INSERT INTO fact_reward (workspace_id, trajectory_id, name, rater_kind, from_seq, value)
    SELECT DISTINCT ON (tid[r.ref], r.name, r.kind) ws, tid[r.ref], r.name, r.kind, last, r.value
      FROM json_to_recordset(j_rewards) AS r(ord int, ref int, step int, name text, kind text, value float8)
     WHERE r.step IS NULL AND r.ord = ANY (r_new)
     ORDER BY tid[r.ref], r.name, r.kind, r.ord DESC;
  END IF;

  -- Outcomes.
  IF json_array_length(j_outcomes) > 0 THEN
    WITH born AS (
      INSERT INTO outcome (workspace_id, outcome_id, client_id, seq, trajectory_id, status, content_hash, body)
      SELECT ws, r.id, r.client, base + r.ord, tid[r.ref], r.status, r.hash, r.body
        FROM json_to_recordset(j_outcomes)
             AS r(ord int, ref int, id uuid, client text COLLATE "C", status text, hash uuid, body text)
       WHERE r.client IS NULL
          OR NOT EXISTS (SELECT 1 FROM outcome e WHERE e.workspace_id = ws AND e.client_id = r.client)
      RETURNING (seq - base)::int AS ord)
    SELECT coalesce(array_agg(ord), '{}') INTO o_new FROM born;
    SELECT r.ord INTO bad
      FROM json_to_recordset(j_outcomes) AS r(ord int, ref int, client text COLLATE "C", hash uuid)
      JOIN outcome e ON e.workspace_id = ws AND e.client_id = r.client
     WHERE e.content_hash <> r.hash OR e.trajectory_id <> tid[r.ref] LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'outcome differs' USING ERRCODE = 'ES409', DETAIL = json_build_object('type', 'outcome', 'ord', bad);
    END IF;
    created := created || o_new;
  END IF;

  -- Comparisons: resolve, compare, check that both sides are of one task, insert.
  IF json_array_length(j_comparisons) > 0 THEN
    SELECT array_agg(coalesce(byc.comparison_id, byid.comparison_id, CASE WHEN r."create" THEN r.id END) ORDER BY r.i),
           array_agg(r."create" AND byc.comparison_id IS NULL ORDER BY r.i)
      INTO cid, cnew
      FROM json_to_recordset(j_comparisons) AS r(i int, "create" bool, client text COLLATE "C", id uuid)
      LEFT JOIN comparison byc ON byc.workspace_id = ws AND byc.client_id = r.client
      LEFT JOIN comparison byid ON byid.workspace_id = ws AND NOT r."create" AND byid.comparison_id = r.id;
    bad := array_position(cid, NULL);
    IF bad IS NOT NULL THEN
      RAISE EXCEPTION 'no such comparison' USING ERRCODE = 'ES404', DETAIL = json_build_object('type', 'comparison', 'i', bad);
    END IF;
    SELECT r.i INTO bad
      FROM json_to_recordset(j_comparisons) AS r(i int, "create" bool, a int, b int, hash uuid)
      JOIN comparison e ON e.workspace_id = ws AND e.comparison_id = cid[r.i]
     WHERE r."create" AND NOT cnew[r.i]
       AND (e.content_hash <> r.hash OR e.a_trajectory_id <> tid[r.a] OR e.b_trajectory_id <> tid[r.b]) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'comparison differs' USING ERRCODE = 'ES409', DETAIL = json_build_object('type', 'comparison', 'i', bad);
    END IF;
    SELECT r.i INTO bad
      FROM json_to_recordset(j_comparisons) AS r(i int, "create" bool, a int, b int)
      JOIN trajectory ta ON ta.workspace_id = ws AND ta.trajectory_id = tid[r.a]
      JOIN trajectory tb ON tb.workspace_id = ws AND tb.trajectory_id = tid[r.b]
     WHERE r."create" AND cnew[r.i] AND (ta.task <> tb.task OR tid[r.a] = tid[r.b]) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'comparison of two tasks' USING ERRCODE = 'ES400', DETAIL = json_build_object('type', 'comparison', 'i', bad);
    END IF;
    WITH born AS (
      INSERT INTO comparison (workspace_id, comparison_id, client_id, seq, task, a_trajectory_id, b_trajectory_id,
                              content_hash, body)
      SELECT ws, r.id, r.client, base + r.ord, ta.task, tid[r.a], tid[r.b], r.hash, r.body
        FROM json_to_recordset(j_comparisons)
             AS r(i int, "create" bool, client text, id uuid, ord int, a int, b int, hash uuid, body text)
        JOIN trajectory ta ON ta.workspace_id = ws AND ta.trajectory_id = tid[r.a]
       WHERE r."create" AND cnew[r.i]
      RETURNING (seq - base)::int AS ord, comparison_id)
    SELECT created || array_agg(ord), array_agg(comparison_id) INTO created, touched FROM born;

    -- Preferences.
    WITH born AS (
      INSERT INTO preference (workspace_id, preference_id, client_id, seq, comparison_id, rater_kind, rater, verdict,
                              strength, withdrawn, content_hash, body)
      SELECT ws, r.id, r.client, base + r.ord, cid[r.ref], r.kind, r.rater, r.verdict, r.strength, r.withdrawn, r.hash, r.body
        FROM json_to_recordset(j_preferences)
             AS r(ord int, ref int, id uuid, client text COLLATE "C", kind text, rater text, verdict text, strength int,
                  withdrawn bool, hash uuid, body text)
       WHERE r.client IS NULL
          OR NOT EXISTS (SELECT 1 FROM preference e WHERE e.workspace_id = ws AND e.client_id = r.client)
      RETURNING (seq - base)::int AS ord, comparison_id)
    SELECT coalesce(array_agg(ord), '{}'), touched || array_agg(comparison_id) INTO p_new, touched FROM born;
    SELECT r.ord INTO bad
      FROM json_to_recordset(j_preferences) AS r(ord int, ref int, client text COLLATE "C", hash uuid)
      JOIN preference e ON e.workspace_id = ws AND e.client_id = r.client
     WHERE e.content_hash <> r.hash OR e.comparison_id <> cid[r.ref] LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'preference differs' USING ERRCODE = 'ES409', DETAIL = json_build_object('type', 'preference', 'ord', bad);
    END IF;
    created := created || p_new;
  END IF;

  -- Consensus: of each rater's latest vote, the majority within a rater kind; of the kinds, the first that has votes.
  IF touched IS NOT NULL THEN
    WITH t AS (SELECT DISTINCT id FROM unnest(touched) AS u(id)),
    latest AS (
      SELECT DISTINCT ON (v.comparison_id, v.rater) v.comparison_id, v.rater_kind, v.verdict, v.strength, v.withdrawn
        FROM t JOIN preference v ON v.workspace_id = ws AND v.comparison_id = t.id
       ORDER BY v.comparison_id, v.rater, v.seq DESC),
    tally AS (
      SELECT comparison_id, rater_kind, verdict, count(*) AS n, avg(strength)::float8 AS strength,
             (sum(count(*)) OVER (PARTITION BY comparison_id, rater_kind))::bigint AS total
        FROM latest WHERE NOT withdrawn GROUP BY comparison_id, rater_kind, verdict),
    kind AS (
      SELECT comparison_id, rater_kind, max(total) AS total,
             max(verdict) FILTER (WHERE 2 * n > total) AS verdict,
             max(n) FILTER (WHERE 2 * n > total) AS won,
             max(strength) FILTER (WHERE 2 * n > total) AS strength
        FROM tally GROUP BY comparison_id, rater_kind),
    judged AS (
      SELECT t.id,
             lead.verdict AS consensus, coalesce(lead.total, 0)::int AS votes,
             lead.won::float8 / lead.total AS vote_share, lead.strength,
             (SELECT k.verdict FROM kind k WHERE k.comparison_id = t.id AND k.rater_kind = 'human') AS pref_human,
             (SELECT k.verdict FROM kind k WHERE k.comparison_id = t.id AND k.rater_kind = 'ai') AS pref_ai,
             (SELECT k.verdict FROM kind k WHERE k.comparison_id = t.id AND k.rater_kind = 'rule') AS pref_rule,
             coalesce((SELECT k.total FROM kind k WHERE k.comparison_id = t.id AND k.rater_kind = 'human'), 0)::int
               AS human_votes
        FROM t LEFT JOIN LATERAL (
             SELECT k.* FROM kind k WHERE k.comparison_id = t.id AND k.rater_kind IN ('human', 'env', 'rule')
              ORDER BY CASE k.rater_kind WHEN 'human' THEN 1 WHEN 'env' THEN 2 ELSE 3 END LIMIT 1) lead ON true),
    was AS (
      UPDATE fact_comparison f SET to_seq = last FROM t
       WHERE f.workspace_id = ws AND f.comparison_id = t.id AND f.to_seq = endless
      RETURNING f.comparison_id, f.consensus, f.excluded, f.created_at),
    born AS (
      INSERT INTO fact_comparison (workspace_id, comparison_id, start_seq, from_seq, task, a_trajectory_id, b_trajectory_id,
                                   consensus, pref_human, pref_ai, pref_rule, votes, vote_share, strength, human_votes,
                                   excluded, created_at)
      SELECT ws, j.id, c.seq, last, c.task, c.a_trajectory_id, c.b_trajectory_id,
             j.consensus, j.pref_human, j.pref_ai, j.pref_rule, j.votes, j.vote_share, j.strength, j.human_votes,
             coalesce(was.excluded, false), coalesce(was.created_at, moment)
        FROM judged j
        LEFT JOIN was ON was.comparison_id = j.id
        JOIN comparison c ON c.workspace_id = ws AND c.comparison_id = j.id
      RETURNING comparison_id, a_trajectory_id, b_trajectory_id, consensus)
    SELECT array_agg(born.a_trajectory_id), array_agg(born.b_trajectory_id), array_agg(was.consensus),
           array_agg(born.consensus), array_agg(was.comparison_id IS NULL)
      INTO k_a, k_b, k_was, k_now, k_born
      FROM born LEFT JOIN was USING (comparison_id);
  END IF;

  -- The facts of every trajectory that anything above touched.
  WITH moved AS (
    SELECT tid[s.ref] AS id, 1 AS steps, s.tokens, s.calls, 0 AS comparisons, 0 AS wins, 0 AS losses, 0 AS ties,
           0 AS decided, NULL::int AS outcome_ord, NULL::text AS outcome
      FROM unnest(s_ref, s_ord, s_tokens, s_calls) AS s(ref, ord, tokens, calls) JOIN unnest(s_new) AS n(ord) USING (ord)
    UNION ALL
    SELECT tid[r.ref], 0, 0, 0, 0, 0, 0, 0, 0, r.ord, r.status
      FROM json_to_recordset(j_outcomes) AS r(ord int, ref int, status text) WHERE r.ord = ANY (o_new)
    UNION ALL
    SELECT side.id, 0, 0, 0, k.born::int,
           (k.now IS NOT DISTINCT FROM side.mine)::int - (k.was IS NOT DISTINCT FROM side.mine)::int,
           (k.now IS NOT DISTINCT FROM side.other)::int - (k.was IS NOT DISTINCT FROM side.other)::int,
           (k.now IS NOT DISTINCT FROM 'tie')::int - (k.was IS NOT DISTINCT FROM 'tie')::int,
           (k.now IS NOT NULL)::int - (k.was IS NOT NULL)::int, NULL, NULL
      FROM unnest(k_a, k_b, k_was, k_now, k_born) AS k(a, b, was, now, born),
           LATERAL (VALUES (k.a, 'a', 'b'), (k.b, 'b', 'a')) AS side(id, mine, other)),
  d AS (
    SELECT id, sum(steps)::int AS steps, sum(tokens)::bigint AS tokens, sum(calls)::int AS calls,
           sum(comparisons)::int AS comparisons, sum(wins)::int AS wins, sum(losses)::int AS losses,
           sum(ties)::int AS ties, sum(decided)::int AS decided,
           (array_agg(outcome ORDER BY outcome_ord DESC NULLS LAST))[1] AS outcome
      FROM moved GROUP BY id
    HAVING sum(steps) > 0 OR count(outcome) > 0
        OR bool_or(comparisons <> 0 OR wins <> 0 OR losses <> 0 OR ties <> 0 OR decided <> 0)),
  was AS (
    UPDATE fact f SET to_seq = last FROM d
     WHERE f.workspace_id = ws AND f.trajectory_id = d.id AND f.to_seq = endless
    RETURNING f.*)
  INSERT INTO fact (workspace_id, trajectory_id, start_seq, from_seq, task, agent, model, source, status, outcome, excluded,
                    step_count, tool_call_count, token_count, comparisons, wins, losses, ties, decided,
                    started_at, ended_at, created_at)
  SELECT ws, w.trajectory_id, w.start_seq, last, w.task, w.agent, w.model, w.source,
         CASE WHEN d.outcome IS NULL THEN w.status ELSE 'ended' END, coalesce(d.outcome, w.outcome), w.excluded,
         w.step_count + d.steps, w.tool_call_count + d.calls, w.token_count + d.tokens, w.comparisons + d.comparisons,
         w.wins + d.wins, w.losses + d.losses, w.ties + d.ties, w.decided + d.decided,
         w.started_at, w.ended_at, w.created_at
    FROM was w JOIN d ON d.id = w.trajectory_id
  UNION ALL
  SELECT ws, r.id, base + r.ord, last, r.task, r.agent, r.model, r.source,
         CASE WHEN d.outcome IS NULL THEN r.status ELSE 'ended' END, d.outcome, false,
         coalesce(d.steps, 0), coalesce(d.calls, 0), coalesce(d.tokens, 0), coalesce(d.comparisons, 0),
         coalesce(d.wins, 0), coalesce(d.losses, 0), coalesce(d.ties, 0), coalesce(d.decided, 0),
         r.started, r.ended, moment
    FROM json_to_recordset(j_trajectories)
         AS r(i int, "create" bool, id uuid, ord int, task text, agent text, model text, source text, status text,
              started timestamptz, ended timestamptz)
    LEFT JOIN d ON d.id = r.id
   WHERE r."create" AND tnew[r.i];

  IF cardinality(created) > 0 THEN
    INSERT INTO append (workspace_id, last_seq, at, n) VALUES (ws, last, moment, cardinality(created));
    PERFORM overlay_after_append(ws, last, tid || k_a || k_b, touched);
  ELSE
    last := base;
  END IF;
  RETURN json_build_object('seq', last, 'at', moment, 'tid', tid, 'cid', cid, 'created', created);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_records FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_records TO espalier_app;
