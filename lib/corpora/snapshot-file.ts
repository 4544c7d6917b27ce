import { findSnapshot, parseVersion } from "#lib/corpora/read-snapshot.ts";
import { readSummary } from "#lib/corpora/snapshot-item.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { objectKey, storage } from "#lib/storage/storage.ts";

/** A stored file of a snapshot: where its bytes are, and how to name it. */
export interface FileToServe {
  snapshot: string;
  name: string;
  key: string;
  sha256: string;
  sizeBytes: number;
}

/** Finds a file of a version by its path; without a path, the manifest. @throws NotFound */
export async function snapshotFile(
  context: Context,
  { corpus, version, path }: { corpus: string; version: string; path: string | null },
): Promise<FileToServe> {
  const row = await findSnapshot(context, { corpus, version: parseVersion(version) });
  const snapshot = `${row.corpus}@v${row.version}`;
  const file =
    path === null
      ? { path: "manifest.json", sha256: row.manifestSha256 }
      : readSummary(row.summary).files.find(one => one.path === path);
  const key = file ? objectKey(context.workspaceId, file.sha256) : null;
  const sizeBytes = key === null ? null : await storage().size(key);
  if (!file || key === null || sizeBytes === null) {
    throw notFound(`${snapshot} has no file ${path ?? "manifest"}.`, { code: "file_not_found" });
  }
  return { snapshot, name: file.path.split("/").at(-1) ?? file.path, key, sha256: file.sha256, sizeBytes };
}
