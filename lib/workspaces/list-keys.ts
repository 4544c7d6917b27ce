import { type KeyRow, selectKeys } from "#db/queries/workspaces/keys.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import type { KeyItem } from "#lib/workspaces/schemas.ts";

export async function listKeys(context: Context): Promise<KeyItem[]> {
  authorize(context, "admin");
  const rows = await read(context, tx => selectKeys(tx, context.workspaceId));
  return rows.map(keyItem);
}

export function keyItem(row: KeyRow): KeyItem {
  return {
    keyId: row.keyId,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
