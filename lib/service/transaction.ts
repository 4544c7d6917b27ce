import { insertAudit } from "#db/queries/workspaces/insert-audit.ts";
import { type Tx, withWorkspace } from "#db/tenancy.ts";
import { actorOf, type Context } from "#lib/service/context.ts";

/** What a verb did, for the audit: written in the same transaction as the act itself. */
export interface AuditEntry {
  /** The verb's name: `create-corpus`. */
  verb: string;
  subject?: string;
  details?: Record<string, unknown>;
}

/** Reads of one workspace. */
export function read<T>(context: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withWorkspace(context.workspaceId, work);
}

/** A write: `work` returns its result and what to audit, and both are durable together. Null where nothing was done. */
export function write<T>(
  context: Context,
  work: (tx: Tx) => Promise<{ result: T; audit: AuditEntry | null }>,
): Promise<T> {
  return withWorkspace(context.workspaceId, async tx => {
    const { result, audit } = await work(tx);
    if (audit) await insertAudit(tx, context.workspaceId, { actor: actorOf(context.principal), ...audit });
    return result;
  });
}
