import { type SnapshotRow, selectSnapshot } from "#db/queries/corpora/snapshots.ts";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";
import { snapshotItem, snapshotNotFound } from "#lib/corpora/snapshot-item.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { invalid } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";

export interface SnapshotName {
  corpus: string;
  version: number | "latest";
}

export async function readSnapshot(context: Context, name: SnapshotName): Promise<SnapshotItem> {
  return snapshotItem(await findSnapshot(context, name));
}

/** @throws NotFound */
export async function findSnapshot(
  context: Context,
  { corpus, version }: SnapshotName,
): Promise<SnapshotRow> {
  authorize(context, "read");
  const row = await read(context, tx => selectSnapshot(tx, context.workspaceId, corpus, version));
  if (!row) throw snapshotNotFound(corpus, version);
  return row;
}

/** `v3` or `latest`, as paths name a version. @throws Invalid */
export function parseVersion(text: string): number | "latest" {
  if (text === "latest") return text;
  const match = /^v([1-9]\d{0,8})$/.exec(text);
  if (!match)
    throw invalid(`"${text}" is not a version. Use latest, or v and a number: v3.`, {
      code: "invalid_version",
    });
  return Number(match[1]);
}
