import { v7 as uuidv7 } from "uuid";
import type { Tx } from "#db/tenancy.ts";

export interface AuditRow {
  actor: string;
  verb: string;
  subject?: string;
  details?: Record<string, unknown>;
}

export async function insertAudit(tx: Tx, workspaceId: string, row: AuditRow): Promise<void> {
  await tx.execute(
    `INSERT INTO audit (workspace_id, audit_id, actor, verb, subject, details) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      workspaceId,
      uuidv7(),
      row.actor,
      row.verb,
      row.subject ?? null,
      row.details ? JSON.stringify(row.details) : null,
    ],
  );
}
