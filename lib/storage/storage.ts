import { join } from "node:path";
import { readConfig } from "#lib/config.ts";
import { folderStorage } from "#lib/storage/folder.ts";
import type { StorageProvider } from "#lib/storage/provider.ts";
import { s3Storage } from "#lib/storage/s3.ts";

const storageKey = Symbol.for("espalier.storage");
const holder = globalThis as { [storageKey]?: { root: string; provider: StorageProvider } };

/** The store that the environment names: a bucket when S3_BUCKET is set, else a folder in ESPALIER_HOME. */
export function storage(): StorageProvider {
  const { s3, home } = readConfig();
  const root = s3 ? `s3://${s3.bucket}` : join(/* turbopackIgnore: true */ home, "objects");
  const held = holder[storageKey];
  if (held?.root === root) return held.provider;
  const provider = s3 ? s3Storage(s3) : folderStorage(root);
  holder[storageKey] = { root, provider };
  return provider;
}

/** Content by its hash. Every workspace has its own, or one could tell what another holds. */
export function objectKey(workspaceId: string, sha256: string): string {
  return `${workspaceId}/objects/${sha256.slice(0, 2)}/${sha256}`;
}

/** A file on its way in: read by its import job, then removed. */
export function uploadKey(workspaceId: string, uploadId: string): string {
  return `${workspaceId}/uploads/${uploadId}`;
}
