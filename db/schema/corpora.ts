import { bigint, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment, name, seq, tenantPolicy, workspaceId } from "./tenancy.ts";

export const corpus = pgTable(
  "corpus",
  {
    workspaceId: workspaceId(),
    corpusId: uuid("corpus_id").notNull(),
    name: name("name").notNull(),
    description: text("description"),
    subject: name("subject").notNull(),
    /** The filter's canonical text. */
    filter: text("filter").notNull(),
    recipe: name("recipe").notNull(),
    createdAt: createdAt(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.corpusId] }),
    uniqueIndex("corpus_name").on(t.workspaceId, t.name),
    tenantPolicy(),
  ],
);

/** A published version. The row's insertion is the commit point of publishing: before it nothing is visible. */
export const snapshot = pgTable(
  "snapshot",
  {
    workspaceId: workspaceId(),
    corpusId: uuid("corpus_id").notNull(),
    version: integer("version").notNull(),
    seq: seq("seq"),
    ref: name("ref").notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
    considered: bigint("considered", { mode: "number" }).notNull(),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
    manifestSha256: name("manifest_sha256").notNull(),
    logicalRoot: name("logical_root").notNull(),
    /** JSON: what was left out, statistics, which files were reused. The manifest itself is in the store. */
    summary: text("summary").notNull(),
    jobId: uuid("job_id").notNull(),
    publishedBy: text("published_by").notNull(),
    publishedAt: moment("published_at").notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.corpusId, t.version] }),
    uniqueIndex("snapshot_job").on(t.workspaceId, t.jobId),
    tenantPolicy(),
  ],
);

/** What a segment came to under a recipe hash: its stored files, and what was left out. Reused when the hash recurs. */
export const segmentFile = pgTable(
  "segment_file",
  {
    workspaceId: workspaceId(),
    recipeHash: name("recipe_hash").notNull(),
    /** JSON: files, left out, statistics. */
    result: text("result").notNull(),
    createdAt: createdAt(),
  },
  t => [primaryKey({ columns: [t.workspaceId, t.recipeHash] }), tenantPolicy()],
);
