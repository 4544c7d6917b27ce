import { v7 as uuidv7 } from "uuid";
import { type Tx, withoutWorkspace, withWorkspace } from "#db/tenancy.ts";

export interface WorkspaceRow {
  workspaceId: string;
  slug: string;
}

export function findWorkspace(slug: string): Promise<WorkspaceRow | null> {
  return withoutWorkspace(async tx => {
    const [row] = await tx.query<WorkspaceRow>(
      `SELECT workspace_id AS "workspaceId", slug FROM find_workspace($1)`,
      [slug],
    );
    return row ?? null;
  });
}

/** Makes a workspace with its default queue; `also` runs in the same transaction. Fails on a taken slug with 23505. */
export async function insertWorkspace(
  slug: string,
  also: (tx: Tx, workspaceId: string) => Promise<void>,
): Promise<string> {
  const workspaceId = uuidv7();
  await withWorkspace(workspaceId, async tx => {
    await tx.execute(`INSERT INTO workspace (workspace_id, slug) VALUES ($1, $2)`, [workspaceId, slug]);
    await tx.execute(
      `INSERT INTO queue (workspace_id, queue_id, name, kind, overlap, guidelines, filled_seq)
       VALUES ($1, $2, 'default', 'compare', 1, $3, 0)`,
      [
        workspaceId,
        uuidv7(),
        "Prefer the run that solves the task, follows its rules, and tells the truth about what it did.",
      ],
    );
    await also(tx, workspaceId);
  });
  return workspaceId;
}
