CREATE TABLE "approval" (
	"workspace_id" uuid NOT NULL,
	"merge_request_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"source_no" bigint NOT NULL,
	"target_no" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_workspace_id_merge_request_id_member_id_pk" PRIMARY KEY("workspace_id","merge_request_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "approval" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "branch" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text,
	"head_no" bigint NOT NULL,
	"is_protected" boolean DEFAULT false NOT NULL,
	"required_approvals" integer DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "branch_workspace_id_branch_id_pk" PRIMARY KEY("workspace_id","branch_id")
);
--> statement-breakpoint
ALTER TABLE "branch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "branch_fact" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"from_no" bigint NOT NULL,
	"to_no" bigint DEFAULT 9223372036854775807 NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"start_seq" bigint NOT NULL,
	"task" text collate "C" NOT NULL,
	"agent" text collate "C",
	"model" text collate "C",
	"source" text collate "C",
	"status" text collate "C" NOT NULL,
	"outcome" text collate "C",
	"excluded" boolean NOT NULL,
	"step_count" integer NOT NULL,
	"tool_call_count" integer NOT NULL,
	"token_count" bigint NOT NULL,
	"comparisons" integer NOT NULL,
	"wins" integer NOT NULL,
	"losses" integer NOT NULL,
	"ties" integer NOT NULL,
	"decided" integer NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "branch_fact_workspace_id_branch_id_trajectory_id_from_no_from_seq_pk" PRIMARY KEY("workspace_id","branch_id","trajectory_id","from_no","from_seq")
);
--> statement-breakpoint
ALTER TABLE "branch_fact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "branch_fact_comparison" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"from_no" bigint NOT NULL,
	"to_no" bigint DEFAULT 9223372036854775807 NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
	"comparison_id" uuid NOT NULL,
	"start_seq" bigint NOT NULL,
	"task" text collate "C" NOT NULL,
	"a_trajectory_id" uuid NOT NULL,
	"b_trajectory_id" uuid NOT NULL,
	"consensus" text collate "C",
	"pref_human" text collate "C",
	"pref_ai" text collate "C",
	"pref_rule" text collate "C",
	"votes" integer NOT NULL,
	"vote_share" double precision,
	"strength" double precision,
	"human_votes" integer NOT NULL,
	"excluded" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "branch_fact_comparison_workspace_id_branch_id_comparison_id_from_no_from_seq_pk" PRIMARY KEY("workspace_id","branch_id","comparison_id","from_no","from_seq")
);
--> statement-breakpoint
ALTER TABLE "branch_fact_comparison" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "branch_fact_reward" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"from_no" bigint NOT NULL,
	"to_no" bigint DEFAULT 9223372036854775807 NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"rater_kind" text collate "C" NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "branch_fact_reward_workspace_id_branch_id_trajectory_id_name_rater_kind_from_no_from_seq_pk" PRIMARY KEY("workspace_id","branch_id","trajectory_id","name","rater_kind","from_no","from_seq")
);
--> statement-breakpoint
ALTER TABLE "branch_fact_reward" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "branch_fact_tag" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"from_no" bigint NOT NULL,
	"to_no" bigint DEFAULT 9223372036854775807 NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"tag" text collate "C" NOT NULL,
	CONSTRAINT "branch_fact_tag_workspace_id_branch_id_trajectory_id_tag_from_no_from_seq_pk" PRIMARY KEY("workspace_id","branch_id","trajectory_id","tag","from_no","from_seq")
);
--> statement-breakpoint
ALTER TABLE "branch_fact_tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "change" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"no" bigint NOT NULL,
	"record_kind" text collate "C" NOT NULL,
	"record_id" uuid NOT NULL,
	"path" text collate "C" NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	CONSTRAINT "change_workspace_id_branch_id_no_record_id_path_pk" PRIMARY KEY("workspace_id","branch_id","no","record_id","path")
);
--> statement-breakpoint
ALTER TABLE "change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "commit" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"no" bigint NOT NULL,
	"kind" text collate "C" NOT NULL,
	"author" text NOT NULL,
	"message" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"base_branch_id" uuid,
	"base_no" bigint,
	"base_seq" bigint NOT NULL,
	"seq" bigint,
	"merged_branch_id" uuid,
	"merged_no" bigint,
	"reverts_no" bigint,
	"changes" integer NOT NULL,
	CONSTRAINT "commit_workspace_id_branch_id_no_pk" PRIMARY KEY("workspace_id","branch_id","no")
);
--> statement-breakpoint
ALTER TABLE "commit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "edit" (
	"workspace_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"record_kind" text collate "C" NOT NULL,
	"record_id" uuid NOT NULL,
	"path" text collate "C" NOT NULL,
	"from_no" bigint NOT NULL,
	"to_no" bigint DEFAULT 9223372036854775807 NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "edit_workspace_id_branch_id_record_id_path_from_no_pk" PRIMARY KEY("workspace_id","branch_id","record_id","path","from_no")
);
--> statement-breakpoint
ALTER TABLE "edit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "merge_comment" (
	"workspace_id" uuid NOT NULL,
	"comment_id" uuid NOT NULL,
	"merge_request_id" uuid NOT NULL,
	"author" text NOT NULL,
	"body" text NOT NULL,
	"record_id" uuid,
	"path" text collate "C",
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "merge_comment_workspace_id_comment_id_pk" PRIMARY KEY("workspace_id","comment_id")
);
--> statement-breakpoint
ALTER TABLE "merge_comment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "merge_request" (
	"workspace_id" uuid NOT NULL,
	"merge_request_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"source_branch_id" uuid NOT NULL,
	"target_branch_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"state" text collate "C" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"merged_no" bigint,
	"settled_at" timestamp with time zone,
	CONSTRAINT "merge_request_workspace_id_merge_request_id_pk" PRIMARY KEY("workspace_id","merge_request_id")
);
--> statement-breakpoint
ALTER TABLE "merge_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "resolution" (
	"workspace_id" uuid NOT NULL,
	"merge_request_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"path" text collate "C" NOT NULL,
	"ours" text NOT NULL,
	"theirs" text NOT NULL,
	"value" text NOT NULL,
	"decided_by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resolution_workspace_id_merge_request_id_record_id_path_pk" PRIMARY KEY("workspace_id","merge_request_id","record_id","path")
);
--> statement-breakpoint
ALTER TABLE "resolution" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "branch_name" ON "branch" USING btree ("workspace_id","name") WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX "branch_fact_arrival" ON "branch_fact" USING btree ("workspace_id","branch_id","start_seq","trajectory_id");--> statement-breakpoint
CREATE INDEX "branch_fact_comparison_arrival" ON "branch_fact_comparison" USING btree ("workspace_id","branch_id","start_seq","comparison_id");--> statement-breakpoint
CREATE INDEX "branch_fact_comparison_a" ON "branch_fact_comparison" USING btree ("workspace_id","branch_id","a_trajectory_id");--> statement-breakpoint
CREATE INDEX "branch_fact_comparison_b" ON "branch_fact_comparison" USING btree ("workspace_id","branch_id","b_trajectory_id");--> statement-breakpoint
CREATE INDEX "change_record" ON "change" USING btree ("workspace_id","record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "commit_seq" ON "commit" USING btree ("workspace_id","branch_id","seq");--> statement-breakpoint
CREATE INDEX "edit_from" ON "edit" USING btree ("workspace_id","branch_id","from_no");--> statement-breakpoint
CREATE INDEX "merge_comment_request" ON "merge_comment" USING btree ("workspace_id","merge_request_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "merge_request_number" ON "merge_request" USING btree ("workspace_id","number");--> statement-breakpoint
CREATE POLICY "tenant" ON "approval" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "branch" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "branch_fact" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "branch_fact_comparison" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "branch_fact_reward" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "branch_fact_tag" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "change" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "commit" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "edit" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "merge_comment" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "merge_request" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "resolution" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);