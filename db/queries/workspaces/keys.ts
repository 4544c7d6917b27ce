import { type Tx, withoutWorkspace } from "#db/tenancy.ts";
import type { Scope } from "#lib/workspaces/schemas.ts";

export interface KeyRow {
  keyId: string;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface FoundKey {
  workspaceId: string;
  slug: string;
  keyId: string;
  name: string;
  scopes: Scope[];
  secretHash: Buffer;
  /** Of the key's workspace. */
  createdAt: Date;
  expired: boolean;
  revoked: boolean;
  /** It was not used within the last minute. */
  stale: boolean;
}

/** By the id in the key itself, before its workspace is known. */
export function findKey(keyId: string): Promise<FoundKey | null> {
  return withoutWorkspace(async tx => {
    const [row] = await tx.query<FoundKey>(
      `SELECT workspace_id AS "workspaceId", slug, key_id AS "keyId", name, scopes, secret_hash AS "secretHash",
              workspace_created_at AS "createdAt",
              coalesce(expires_at <= now(), false) AS expired, revoked_at IS NOT NULL AS revoked,
              coalesce(last_used_at < now() - interval '1 minute', true) AS stale
         FROM find_api_key($1)`,
      [keyId],
    );
    return row ?? null;
  });
}

const columns = `key_id AS "keyId", name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

export function selectKeys(tx: Tx, workspaceId: string): Promise<KeyRow[]> {
  return tx.query<KeyRow>(
    `SELECT ${columns} FROM api_key WHERE workspace_id = $1 ORDER BY created_at DESC, key_id`,
    [workspaceId],
  );
}

export interface NewKey {
  keyId: string;
  name: string;
  scopes: readonly Scope[];
  secretHash: Buffer;
  createdBy: string;
  expiresAt: string | null;
}

export async function insertKey(tx: Tx, workspaceId: string, key: NewKey): Promise<KeyRow> {
  const [row] = await tx.query<KeyRow>(
    `INSERT INTO api_key (workspace_id, key_id, name, scopes, secret_hash, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${columns}`,
    [workspaceId, key.keyId, key.name, key.scopes, key.secretHash, key.createdBy, key.expiresAt],
  );
  if (!row) throw new Error("the key was not inserted");
  return row;
}

export async function markKeyUsed(tx: Tx, workspaceId: string, keyId: string): Promise<void> {
  await tx.execute(`UPDATE api_key SET last_used_at = now() WHERE workspace_id = $1 AND key_id = $2`, [
    workspaceId,
    keyId,
  ]);
}

export async function revokeKeyRow(tx: Tx, workspaceId: string, keyId: string): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE api_key SET revoked_at = now() WHERE workspace_id = $1 AND key_id = $2 AND revoked_at IS NULL`,
    [workspaceId, keyId],
  );
  return changed > 0;
}
