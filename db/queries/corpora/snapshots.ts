import type { Tx } from "#db/tenancy.ts";
import type { RecipeName } from "#lib/corpora/schemas.ts";

export interface SnapshotRow {
  corpus: string;
  filter: string;
  recipe: RecipeName;
  version: number;
  ref: string;
  rows: number;
  considered: number;
  sizeBytes: number;
  manifestSha256: string;
  logicalRoot: string;
  summary: string;
  publishedBy: string;
  publishedAt: Date;
}

const selectSnapshotRows = `
  SELECT c.name AS corpus, c.filter, c.recipe, s.version, s.ref, s.rows, s.considered, s.size_bytes AS "sizeBytes",
         s.manifest_sha256 AS "manifestSha256", s.logical_root AS "logicalRoot", s.summary,
         s.published_by AS "publishedBy", s.published_at AS "publishedAt"
    FROM snapshot s JOIN corpus c ON c.workspace_id = $1 AND c.corpus_id = s.corpus_id
   WHERE s.workspace_id = $1`;

/** Newest first. */
export function selectSnapshots(tx: Tx, workspaceId: string, corpus: string): Promise<SnapshotRow[]> {
  return tx.query<SnapshotRow>(`${selectSnapshotRows} AND c.name = $2 ORDER BY s.version DESC LIMIT 1000`, [
    workspaceId,
    corpus,
  ]);
}

/** One version, or the latest. */
export async function selectSnapshot(
  tx: Tx,
  workspaceId: string,
  corpus: string,
  version: number | "latest",
): Promise<SnapshotRow | null> {
  const [row] = await tx.query<SnapshotRow>(
    version === "latest"
      ? `${selectSnapshotRows} AND c.name = $2 ORDER BY s.version DESC LIMIT 1`
      : `${selectSnapshotRows} AND c.name = $2 AND s.version = $3`,
    version === "latest" ? [workspaceId, corpus] : [workspaceId, corpus, version],
  );
  return row ?? null;
}

export async function selectSnapshotOfJob(
  tx: Tx,
  workspaceId: string,
  jobId: string,
): Promise<SnapshotRow | null> {
  const [row] = await tx.query<SnapshotRow>(`${selectSnapshotRows} AND s.job_id = $2`, [workspaceId, jobId]);
  return row ?? null;
}

export interface NewSnapshot {
  corpusId: string;
  version: number;
  seq: number;
  ref: string;
  rows: number;
  considered: number;
  sizeBytes: number;
  manifestSha256: string;
  logicalRoot: string;
  summary: string;
  jobId: string;
  publishedBy: string;
}

/** The commit point of publishing. False when this version, or this job's snapshot, stands already. */
export async function insertSnapshot(tx: Tx, workspaceId: string, s: NewSnapshot): Promise<boolean> {
  const inserted = await tx.execute(
    `INSERT INTO snapshot (workspace_id, corpus_id, version, seq, ref, rows, considered, size_bytes, manifest_sha256,
                           logical_root, summary, job_id, published_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING`,
    [
      workspaceId,
      s.corpusId,
      s.version,
      s.seq,
      s.ref,
      s.rows,
      s.considered,
      s.sizeBytes,
      s.manifestSha256,
      s.logicalRoot,
      s.summary,
      s.jobId,
      s.publishedBy,
    ],
  );
  return inserted > 0;
}
