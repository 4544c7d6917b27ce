import type { Tx } from "#db/tenancy.ts";
import type { RecipeName } from "#lib/corpora/schemas.ts";

export interface CorpusRow {
  corpusId: string;
  name: string;
  description: string | null;
  filter: string;
  recipe: RecipeName;
  createdAt: Date;
  latestVersion: number | null;
  latestRows: number | null;
  publishedAt: Date | null;
}

const selectCorpusRows = `
  SELECT c.corpus_id AS "corpusId", c.name, c.description, c.filter, c.recipe, c.created_at AS "createdAt",
         s.version AS "latestVersion", s.rows AS "latestRows", s.published_at AS "publishedAt"
    FROM corpus c
    LEFT JOIN LATERAL (
      SELECT version, rows, published_at FROM snapshot
       WHERE workspace_id = $1 AND corpus_id = c.corpus_id ORDER BY version DESC LIMIT 1) s ON true
   WHERE c.workspace_id = $1`;

export function selectCorpora(tx: Tx, workspaceId: string): Promise<CorpusRow[]> {
  return tx.query<CorpusRow>(`${selectCorpusRows} ORDER BY c.name`, [workspaceId]);
}

export async function selectCorpus(tx: Tx, workspaceId: string, name: string): Promise<CorpusRow | null> {
  const [row] = await tx.query<CorpusRow>(`${selectCorpusRows} AND c.name = $2`, [workspaceId, name]);
  return row ?? null;
}

/** Null when the name is taken. */
export async function insertCorpus(
  tx: Tx,
  workspaceId: string,
  corpus: {
    corpusId: string;
    name: string;
    description: string | null;
    subject: string;
    filter: string;
    recipe: RecipeName;
  },
): Promise<string | null> {
  const [row] = await tx.query<{ corpusId: string }>(
    `INSERT INTO corpus (workspace_id, corpus_id, name, description, subject, filter, recipe)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, name) DO NOTHING RETURNING corpus_id AS "corpusId"`,
    [
      workspaceId,
      corpus.corpusId,
      corpus.name,
      corpus.description,
      corpus.subject,
      corpus.filter,
      corpus.recipe,
    ],
  );
  return row?.corpusId ?? null;
}
