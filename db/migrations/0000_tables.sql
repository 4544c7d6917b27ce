CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "corpus" (
	"workspace_id" uuid NOT NULL,
	"corpus_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text,
	"subject" text collate "C" NOT NULL,
	"filter" text NOT NULL,
	"recipe" text collate "C" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "corpus_workspace_id_corpus_id_pk" PRIMARY KEY("workspace_id","corpus_id")
);
--> statement-breakpoint
ALTER TABLE "corpus" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "segment_file" (
	"workspace_id" uuid NOT NULL,
	"recipe_hash" text collate "C" NOT NULL,
	"result" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segment_file_workspace_id_recipe_hash_pk" PRIMARY KEY("workspace_id","recipe_hash")
);
--> statement-breakpoint
ALTER TABLE "segment_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshot" (
	"workspace_id" uuid NOT NULL,
	"corpus_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"seq" bigint NOT NULL,
	"ref" text collate "C" NOT NULL,
	"rows" bigint NOT NULL,
	"considered" bigint NOT NULL,
	"size_bytes" bigint NOT NULL,
	"manifest_sha256" text collate "C" NOT NULL,
	"logical_root" text collate "C" NOT NULL,
	"summary" text NOT NULL,
	"job_id" uuid NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "snapshot_workspace_id_corpus_id_version_pk" PRIMARY KEY("workspace_id","corpus_id","version")
);
--> statement-breakpoint
ALTER TABLE "snapshot" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fact" (
	"workspace_id" uuid NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"start_seq" bigint NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
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
	CONSTRAINT "fact_workspace_id_trajectory_id_from_seq_pk" PRIMARY KEY("workspace_id","trajectory_id","from_seq")
);
--> statement-breakpoint
ALTER TABLE "fact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fact_comparison" (
	"workspace_id" uuid NOT NULL,
	"comparison_id" uuid NOT NULL,
	"start_seq" bigint NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
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
	CONSTRAINT "fact_comparison_workspace_id_comparison_id_from_seq_pk" PRIMARY KEY("workspace_id","comparison_id","from_seq")
);
--> statement-breakpoint
ALTER TABLE "fact_comparison" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fact_reward" (
	"workspace_id" uuid NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"rater_kind" text collate "C" NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "fact_reward_workspace_id_trajectory_id_name_rater_kind_from_seq_pk" PRIMARY KEY("workspace_id","trajectory_id","name","rater_kind","from_seq")
);
--> statement-breakpoint
ALTER TABLE "fact_reward" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fact_tag" (
	"workspace_id" uuid NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"tag" text collate "C" NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint DEFAULT 9223372036854775807 NOT NULL,
	CONSTRAINT "fact_tag_workspace_id_trajectory_id_tag_from_seq_pk" PRIMARY KEY("workspace_id","trajectory_id","tag","from_seq")
);
--> statement-breakpoint
ALTER TABLE "fact_tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "job" (
	"workspace_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"kind" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"title" text NOT NULL,
	"input" text NOT NULL,
	"progress" text,
	"result" text,
	"error" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "job_workspace_id_job_id_pk" PRIMARY KEY("workspace_id","job_id")
);
--> statement-breakpoint
ALTER TABLE "job" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "worker_heartbeat" (
	"worker_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"workspace_id" uuid NOT NULL,
	"token" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"comparison_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"state" text collate "C" NOT NULL,
	"swapped" boolean NOT NULL,
	"at_seq" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"preference_id" uuid,
	"undone_votes" integer DEFAULT 0 NOT NULL,
	"skip_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lease_workspace_id_token_pk" PRIMARY KEY("workspace_id","token")
);
--> statement-breakpoint
ALTER TABLE "lease" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "queue" (
	"workspace_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"name" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"overlap" integer NOT NULL,
	"guidelines" text NOT NULL,
	"filled_seq" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queue_workspace_id_queue_id_pk" PRIMARY KEY("workspace_id","queue_id")
);
--> statement-breakpoint
ALTER TABLE "queue" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "queue_item" (
	"workspace_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"comparison_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"open_slots" integer NOT NULL,
	"done_slots" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "queue_item_workspace_id_queue_id_comparison_id_pk" PRIMARY KEY("workspace_id","queue_id","comparison_id")
);
--> statement-breakpoint
ALTER TABLE "queue_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "append" (
	"workspace_id" uuid NOT NULL,
	"last_seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "append_workspace_id_last_seq_pk" PRIMARY KEY("workspace_id","last_seq")
);
--> statement-breakpoint
ALTER TABLE "append" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "comparison" (
	"workspace_id" uuid NOT NULL,
	"comparison_id" uuid NOT NULL,
	"client_id" text collate "C",
	"seq" bigint NOT NULL,
	"task" text collate "C" NOT NULL,
	"a_trajectory_id" uuid NOT NULL,
	"b_trajectory_id" uuid NOT NULL,
	"content_hash" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "comparison_workspace_id_comparison_id_pk" PRIMARY KEY("workspace_id","comparison_id")
);
--> statement-breakpoint
ALTER TABLE "comparison" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outcome" (
	"workspace_id" uuid NOT NULL,
	"outcome_id" uuid NOT NULL,
	"client_id" text collate "C",
	"seq" bigint NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"status" text collate "C" NOT NULL,
	"content_hash" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "outcome_workspace_id_outcome_id_pk" PRIMARY KEY("workspace_id","outcome_id")
);
--> statement-breakpoint
ALTER TABLE "outcome" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "preference" (
	"workspace_id" uuid NOT NULL,
	"preference_id" uuid NOT NULL,
	"client_id" text collate "C",
	"seq" bigint NOT NULL,
	"comparison_id" uuid NOT NULL,
	"rater_kind" text collate "C" NOT NULL,
	"rater" text collate "C" NOT NULL,
	"verdict" text collate "C" NOT NULL,
	"strength" integer,
	"withdrawn" boolean NOT NULL,
	"content_hash" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "preference_workspace_id_preference_id_pk" PRIMARY KEY("workspace_id","preference_id")
);
--> statement-breakpoint
ALTER TABLE "preference" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reward" (
	"workspace_id" uuid NOT NULL,
	"reward_id" uuid NOT NULL,
	"client_id" text collate "C",
	"seq" bigint NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"step_idx" integer,
	"name" text collate "C" NOT NULL,
	"value" double precision NOT NULL,
	"rater_kind" text collate "C" NOT NULL,
	"rater" text collate "C" NOT NULL,
	"content_hash" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "reward_workspace_id_reward_id_pk" PRIMARY KEY("workspace_id","reward_id")
);
--> statement-breakpoint
ALTER TABLE "reward" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "step" (
	"workspace_id" uuid NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"idx" integer NOT NULL,
	"seq" bigint NOT NULL,
	"role" text collate "C" NOT NULL,
	"content_hash" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "step_workspace_id_trajectory_id_idx_pk" PRIMARY KEY("workspace_id","trajectory_id","idx")
);
--> statement-breakpoint
ALTER TABLE "step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "step_tool" (
	"workspace_id" uuid NOT NULL,
	"tool" text collate "C" NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"idx" integer NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "step_tool_workspace_id_tool_trajectory_id_idx_pk" PRIMARY KEY("workspace_id","tool","trajectory_id","idx")
);
--> statement-breakpoint
ALTER TABLE "step_tool" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trajectory" (
	"workspace_id" uuid NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"client_id" text collate "C",
	"seq" bigint NOT NULL,
	"task" text collate "C" NOT NULL,
	"title" text,
	"content_hash" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "trajectory_workspace_id_trajectory_id_pk" PRIMARY KEY("workspace_id","trajectory_id")
);
--> statement-breakpoint
ALTER TABLE "trajectory" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_key" (
	"workspace_id" uuid NOT NULL,
	"key_id" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_key_workspace_id_key_id_pk" PRIMARY KEY("workspace_id","key_id")
);
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit" (
	"workspace_id" uuid NOT NULL,
	"audit_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"verb" text collate "C" NOT NULL,
	"subject" text,
	"details" text,
	CONSTRAINT "audit_workspace_id_audit_id_pk" PRIMARY KEY("workspace_id","audit_id")
);
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member" (
	"workspace_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"role" text collate "C" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "member_workspace_id_member_id_pk" PRIMARY KEY("workspace_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "workspace" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"slug" text collate "C" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "corpus_name" ON "corpus" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshot_job" ON "snapshot" USING btree ("workspace_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fact_open" ON "fact" USING btree ("workspace_id","trajectory_id") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE INDEX "fact_arrival" ON "fact" USING btree ("workspace_id","start_seq","trajectory_id");--> statement-breakpoint
CREATE INDEX "fact_task" ON "fact" USING btree ("workspace_id","task") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE UNIQUE INDEX "fact_comparison_open" ON "fact_comparison" USING btree ("workspace_id","comparison_id") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE INDEX "fact_comparison_arrival" ON "fact_comparison" USING btree ("workspace_id","start_seq","comparison_id");--> statement-breakpoint
CREATE INDEX "fact_comparison_a" ON "fact_comparison" USING btree ("workspace_id","a_trajectory_id") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE INDEX "fact_comparison_b" ON "fact_comparison" USING btree ("workspace_id","b_trajectory_id") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE UNIQUE INDEX "fact_reward_open" ON "fact_reward" USING btree ("workspace_id","name","trajectory_id","rater_kind") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE UNIQUE INDEX "fact_tag_open" ON "fact_tag" USING btree ("workspace_id","tag","trajectory_id") WHERE to_seq = 9223372036854775807;--> statement-breakpoint
CREATE INDEX "job_recent" ON "job" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "lease_item" ON "lease" USING btree ("workspace_id","queue_id","comparison_id");--> statement-breakpoint
CREATE INDEX "lease_member" ON "lease" USING btree ("workspace_id","queue_id","member_id","state");--> statement-breakpoint
CREATE INDEX "lease_expiry" ON "lease" USING btree ("workspace_id","queue_id","state","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "queue_name" ON "queue" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "queue_item_open" ON "queue_item" USING btree ("workspace_id","queue_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "comparison_client_id" ON "comparison" USING btree ("workspace_id","client_id");--> statement-breakpoint
CREATE UNIQUE INDEX "comparison_seq" ON "comparison" USING btree ("workspace_id","seq");--> statement-breakpoint
CREATE INDEX "comparison_a" ON "comparison" USING btree ("workspace_id","a_trajectory_id","b_trajectory_id");--> statement-breakpoint
CREATE INDEX "comparison_b" ON "comparison" USING btree ("workspace_id","b_trajectory_id","a_trajectory_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outcome_client_id" ON "outcome" USING btree ("workspace_id","client_id");--> statement-breakpoint
CREATE INDEX "outcome_trajectory" ON "outcome" USING btree ("workspace_id","trajectory_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "preference_client_id" ON "preference" USING btree ("workspace_id","client_id");--> statement-breakpoint
CREATE INDEX "preference_comparison" ON "preference" USING btree ("workspace_id","comparison_id","seq");--> statement-breakpoint
CREATE INDEX "preference_rater" ON "preference" USING btree ("workspace_id","rater","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "reward_client_id" ON "reward" USING btree ("workspace_id","client_id");--> statement-breakpoint
CREATE INDEX "reward_trajectory" ON "reward" USING btree ("workspace_id","trajectory_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "trajectory_client_id" ON "trajectory" USING btree ("workspace_id","client_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trajectory_seq" ON "trajectory" USING btree ("workspace_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_id" ON "api_key" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "member_user" ON "member" USING btree ("workspace_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workspace_slug" ON "workspace" USING btree ("slug");--> statement-breakpoint
CREATE POLICY "tenant" ON "corpus" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "segment_file" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "snapshot" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "fact" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "fact_comparison" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "fact_reward" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "fact_tag" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "job" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "lease" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "queue" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "queue_item" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "append" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "comparison" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "outcome" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "preference" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "reward" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "step" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "step_tool" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "trajectory" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "api_key" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "audit" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "member" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant" ON "workspace" AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid);