DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['branch', '"commit"', 'edit', 'change', 'branch_fact', 'branch_fact_reward', 'branch_fact_tag',
                              'branch_fact_comparison', 'merge_request', 'approval', 'merge_comment', 'resolution']
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- History is inserted and read. What holds for an interval is closed by setting its end, once.
GRANT SELECT, INSERT ON "commit", change, edit, branch_fact, branch_fact_reward, branch_fact_tag, branch_fact_comparison, merge_comment TO espalier_app;
--> statement-breakpoint
GRANT UPDATE (to_no) ON edit TO espalier_app;
--> statement-breakpoint
GRANT UPDATE (to_no, to_seq) ON branch_fact, branch_fact_reward, branch_fact_tag, branch_fact_comparison TO espalier_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON branch, merge_request TO espalier_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON approval, resolution TO espalier_app;
--> statement-breakpoint
-- Main is the branch with the workspace's own id. Its first commit is the empty log.
CREATE FUNCTION make_main() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO branch (workspace_id, branch_id, name, head_no, is_protected, created_by)
  VALUES (NEW.workspace_id, NEW.workspace_id, 'main', 0, true, 'local');
  INSERT INTO "commit" (workspace_id, branch_id, no, kind, author, message, base_seq, seq, changes)
  VALUES (NEW.workspace_id, NEW.workspace_id, 0, 'create', 'local', 'The empty workspace', 0, 0, 0);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER make_main AFTER INSERT ON workspace FOR EACH ROW EXECUTE FUNCTION make_main();
--> statement-breakpoint
-- Workspaces that stood before branches did. The owner is subject to the policies, so each is made under its own setting.
DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT workspace_id FROM workspace LOOP
    PERFORM set_config('espalier.workspace', found.workspace_id::text, true);
    INSERT INTO branch (workspace_id, branch_id, name, head_no, is_protected, created_by)
    VALUES (found.workspace_id, found.workspace_id, 'main', 0, true, 'local');
    INSERT INTO "commit" (workspace_id, branch_id, no, kind, author, message, base_seq, seq, changes)
    VALUES (found.workspace_id, found.workspace_id, 0, 'create', 'local', 'The empty workspace', 0, 0, 0);
  END LOOP;
  PERFORM set_config('espalier.workspace', '', true);
END $$;
