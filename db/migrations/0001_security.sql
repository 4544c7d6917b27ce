-- Row-level security is forced on every table of a tenant, and the application's role gets only what it needs.
-- The role `espalier_app` exists before migrations run: roles belong to the cluster, not to this database.
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'workspace_id' AND NOT a.attisdropped
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, auth TO espalier_app;
--> statement-breakpoint
-- The log and the audit: insert and read.
GRANT SELECT, INSERT ON append, trajectory, step, step_tool, reward, outcome, comparison, preference, audit TO espalier_app;
--> statement-breakpoint
-- Facts: insert, read, and close a row by setting `to_seq`.
GRANT SELECT, INSERT ON fact, fact_reward, fact_tag, fact_comparison TO espalier_app;
--> statement-breakpoint
GRANT UPDATE (to_seq) ON fact, fact_reward, fact_tag, fact_comparison TO espalier_app;
--> statement-breakpoint
-- What is published is never changed.
GRANT SELECT, INSERT ON snapshot, segment_file TO espalier_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON workspace, member, api_key, queue, queue_item, lease, corpus, job, worker_heartbeat TO espalier_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO espalier_app;
--> statement-breakpoint
-- The exceptions to tenancy: before a request's workspace is known, three questions are answered across workspaces, each
-- by one function with the owner's rights. The owner may read these tables, and no others, in every workspace.
CREATE POLICY lookup ON workspace FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY lookup ON member FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY lookup ON api_key FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE FUNCTION find_workspace(wanted text) RETURNS TABLE (workspace_id uuid, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT w.workspace_id, w.slug FROM public.workspace w WHERE w.slug = wanted
$$;
--> statement-breakpoint
CREATE FUNCTION find_memberships(wanted_user text)
RETURNS TABLE (workspace_id uuid, slug text, member_id uuid, role text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT w.workspace_id, w.slug, m.member_id, m.role, w.created_at
    FROM public.member m JOIN public.workspace w ON w.workspace_id = m.workspace_id
   WHERE m.user_id = wanted_user AND m.removed_at IS NULL
   ORDER BY w.slug
$$;
--> statement-breakpoint
CREATE FUNCTION find_api_key(wanted text)
RETURNS TABLE (workspace_id uuid, slug text, key_id text, name text, scopes text[], secret_hash bytea,
               expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz,
               workspace_created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT k.workspace_id, w.slug, k.key_id, k.name, k.scopes, k.secret_hash, k.expires_at, k.revoked_at, k.last_used_at,
         w.created_at
    FROM public.api_key k JOIN public.workspace w ON w.workspace_id = k.workspace_id
   WHERE k.key_id = wanted
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_workspace(text), find_memberships(text), find_api_key(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_workspace(text), find_memberships(text), find_api_key(text) TO espalier_app;
