import { findSnapshot, type SnapshotName } from "#lib/corpora/read-snapshot.ts";
import { readSummary } from "#lib/corpora/snapshot-item.ts";
import type { Context } from "#lib/service/context.ts";

/** Three rows of a version, messages as objects. */
export async function readExamples(context: Context, name: SnapshotName): Promise<Record<string, unknown>[]> {
  return readSummary((await findSnapshot(context, name)).summary).examples;
}
