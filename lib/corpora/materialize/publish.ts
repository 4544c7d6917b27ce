import { createHash } from "node:crypto";
import { z } from "zod";
import { type CorpusRow, selectCorpus } from "#db/queries/corpora/corpora.ts";
import { type SegmentRow, selectComparisonSegments } from "#db/queries/corpora/segments.ts";
import { insertSnapshot, type SnapshotRow, selectSnapshotOfJob } from "#db/queries/corpora/snapshots.ts";
import { corpusNotFound } from "#lib/corpora/corpus-item.ts";
import { manifestBytes } from "#lib/corpora/materialize/manifest.ts";
import {
  type MaterializedSegment,
  materializeSegment,
  store,
} from "#lib/corpora/materialize/materialize-segment.ts";
import { summarize } from "#lib/corpora/materialize/summary.ts";
import { recipeByName } from "#lib/corpora/recipes/recipe-by-name.ts";
import type { PublishResult } from "#lib/corpora/schemas.ts";
import { readSummary } from "#lib/corpora/snapshot-item.ts";
import type { RunningJob } from "#lib/jobs/run-job.ts";
import { invalid } from "#lib/service/errors.ts";
import { read, write } from "#lib/service/transaction.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";
import type { View } from "#lib/views/view.ts";

export const publishInputSchema = z.object({ corpus: z.string(), ref: z.string() });

/**
 * Records of a segment. A sealed segment's file is made once; a later version writes only what changed, and always the
 * last one. Pairs of long trajectories come to about 128 MB of text.
 */
const segmentSize = 8_192;

/**
 * Publishes a corpus's next version: the segments' files, each stored by its hash; then the manifest; then one row, which
 * is the commit point. Run again after a crash it finds what was made, and publishes once.
 * @throws Invalid when no row is left to publish.
 */
export async function publish(job: RunningJob): Promise<PublishResult> {
  const { context, jobId } = job;
  const { corpus: name, ref } = publishInputSchema.parse(job.input);
  const done = await read(context, tx => selectSnapshotOfJob(tx, context.workspaceId, jobId));
  if (done) return publishResult(done);
  const { corpus, view, segments } = await read(context, async tx => {
    const found = await selectCorpus(tx, context.workspaceId, name);
    if (!found) throw corpusNotFound(name);
    const pinned = await resolveRef(tx, context.workspaceId, ref);
    const cut = await selectComparisonSegments(tx, context.workspaceId, pinned, segmentSize);
    return { corpus: found, view: pinned, segments: cut };
  });
  const materialized = await materializeAll(job, corpus, view, segments);
  return commit(job, corpus, view, materialized);
}

async function materializeAll(
  job: RunningJob,
  corpus: CorpusRow,
  view: View,
  segments: readonly SegmentRow[],
): Promise<MaterializedSegment[]> {
  const slice = planCondition(corpus.filter, "comparison");
  const recipe = recipeByName(corpus.recipe);
  const materialized: MaterializedSegment[] = [];
  let records = 0;
  for (const segment of segments) {
    const report = (now: boolean) =>
      job.report(
        {
          done: materialized.length,
          total: segments.length,
          unit: "segments",
          message: `${records} records`,
        },
        now,
      );
    const onRecords = (count: number) => {
      records += count;
      return report(false);
    };
    materialized.push(await materializeSegment(job.context, { segment, view, slice, recipe, onRecords }));
    await report(true);
  }
  return materialized;
}

async function commit(
  job: RunningJob,
  corpus: CorpusRow,
  view: View,
  segments: readonly MaterializedSegment[],
): Promise<PublishResult> {
  const { context, jobId } = job;
  const summary = summarize(segments);
  if (summary.rows === 0) throw nothingToPublish(summary);
  for (const { sha256, bytes } of summary.extraFiles) await store(context.workspaceId, sha256, bytes);
  for (let tries = 0; tries < 20; tries++) {
    const version = await read(
      context,
      async tx => ((await selectCorpus(tx, context.workspaceId, corpus.name))?.latestVersion ?? 0) + 1,
    );
    const manifest = manifestBytes({
      corpus: corpus.name,
      version,
      ref: view.ref,
      filter: corpus.filter,
      recipe: recipeByName(corpus.recipe),
      summary,
    });
    const manifestSha256 = createHash("sha256").update(manifest).digest("hex");
    await store(context.workspaceId, manifestSha256, manifest);
    const stands = await write(context, async tx => {
      const isNew = await insertSnapshot(tx, context.workspaceId, {
        corpusId: corpus.corpusId,
        version,
        seq: view.seq,
        ref: view.ref,
        rows: summary.rows,
        considered: summary.considered,
        sizeBytes: summary.sizeBytes,
        manifestSha256,
        logicalRoot: summary.logicalRoot,
        summary: JSON.stringify(summary.stored),
        jobId,
        publishedBy: job.createdBy,
      });
      const result = await selectSnapshotOfJob(tx, context.workspaceId, jobId);
      return {
        result,
        audit: isNew
          ? {
              verb: "publish-snapshot",
              subject: `${corpus.name}@v${version}`,
              details: { rows: summary.rows },
            }
          : null,
      };
    });
    // Another job may have taken the version meanwhile; then the next one is ours.
    if (stands) return publishResult(stands);
  }
  throw new Error(`no version of ${corpus.name} was free in 20 tries`);
}

function publishResult(row: SnapshotRow): PublishResult {
  const { leftOut, segments, segmentsReused } = readSummary(row.summary);
  return {
    snapshot: `${row.corpus}@v${row.version}`,
    rows: row.rows,
    considered: row.considered,
    leftOut: leftOut.map(one => ({ ...one, examples: one.examples.slice(0, 5) })),
    segments,
    segmentsReused,
    manifestSha256: row.manifestSha256,
  };
}

function nothingToPublish({ considered, leftOut }: ReturnType<typeof summarize>) {
  if (considered === 0) {
    return invalid("0 rows: no comparison matches the filter.", { code: "nothing_to_publish" });
  }
  const reasons =
    leftOut.length === 1
      ? leftOut[0]?.reason
      : leftOut.map(({ reason, count }) => `${count} ${reason}`).join(", ");
  return invalid(`0 rows, ${considered} left out: ${reasons}`, {
    code: "nothing_to_publish",
    extra: { leftOut },
  });
}
