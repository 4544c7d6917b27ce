import { z } from "zod";
import { type ComparisonOf, selectComparisonsOf } from "#db/queries/slices/page-comparisons.ts";
import { selectTrajectories } from "#db/queries/slices/page-trajectories.ts";
import {
  type PreferenceRow,
  type RewardRow,
  selectOutcome,
  selectPreferences,
  selectRaterNames,
  selectRewards,
  selectTrajectoryId,
} from "#db/queries/views/records.ts";
import { selectStale } from "#db/queries/views/stale.ts";
import type { Tx } from "#db/tenancy.ts";
import { isStorable } from "#lib/formats/storable-text.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";
import { comparisonItem } from "#lib/slices/list-comparisons.ts";
import type { PreferenceItem, RewardItem, TrajectoryDetail } from "#lib/slices/schemas.ts";
import { trajectoryItem } from "#lib/slices/trajectory-item.ts";
import { editedValue, type RecordEdits } from "#lib/views/apply-edits.ts";
import { readContent } from "#lib/views/read-content.ts";
import { readEdits } from "#lib/views/read-edits.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";
import { readOutcomeBody, readPreferenceBody, readRewardBody } from "#lib/views/stored-bodies.ts";
import type { View } from "#lib/views/view.ts";

/** One trajectory at a ref, by the client's id or ours, with its steps, and everything that raters said of it. */
export async function readTrajectory(
  context: Context,
  { trajectoryId: name, at }: { trajectoryId: string; at?: string },
): Promise<TrajectoryDetail & { ref: string }> {
  authorize(context, "read");
  const { workspaceId } = context;
  return read(context, async tx => {
    const view = await resolveRef(tx, workspaceId, at);
    const request = { workspaceId, view };
    const named = isStorable(name) ? await selectTrajectoryId(tx, workspaceId, name) : null;
    const trajectoryId = named ?? name;
    const [row] = isUuid(trajectoryId) ? await selectTrajectories(tx, request, [trajectoryId]) : [];
    if (!row) {
      throw notFound(`There is no trajectory ${name} at ${view.ref}.`, { code: "trajectory_not_found" });
    }
    const content = (await readContent(tx, workspaceId, view, [trajectoryId])).get(trajectoryId);
    if (!content) throw new Error(`trajectory ${trajectoryId} has facts and no content`);
    const { body, steps } = content;
    const rewards = await selectRewards(tx, workspaceId, view, [trajectoryId]);
    const sides = await selectComparisonsOf(tx, request, trajectoryId);
    const others = await selectTrajectories(tx, request, sides.map(otherSide));
    const preferences = await selectPreferences(
      tx,
      workspaceId,
      view,
      sides.map(side => side.comparisonId),
    );
    const edits = await readEdits(tx, workspaceId, view, [
      trajectoryId,
      ...rewards.map(reward => reward.rewardId),
      ...preferences.map(preference => preference.preferenceId),
    ]);
    const stale = await selectStale(
      tx,
      workspaceId,
      view.layers,
      preferences.map(preference => preference.preferenceId),
      rewards.map(reward => reward.rewardId),
    );
    const names = await selectRaterNames(tx, workspaceId);
    return {
      ...trajectoryItem(row),
      title: body.title ?? null,
      outcomeReason: await outcomeReason(tx, workspaceId, view, trajectoryId, edits.get(trajectoryId)),
      endedAt: row.endedAt?.toISOString() ?? null,
      tools: body.tools ?? null,
      provenance: body.provenance ?? null,
      metadata: body.metadata ?? null,
      steps,
      rewardHistory: rewards.map(reward => rewardItem(reward, names, stale, edits.get(reward.rewardId))),
      comparisonSides: sides.map(side => {
        const other = others.find(one => one.trajectoryId === otherSide(side));
        return {
          ...comparisonItem(side),
          side: side.side,
          other: { trajectoryId: otherSide(side), agent: other?.agent ?? null, model: other?.model ?? null },
          preferences: preferences
            .filter(preference => preference.comparisonId === side.comparisonId)
            .map(preference => preferenceItem(preference, names, stale, edits.get(preference.preferenceId))),
        };
      }),
      ref: view.ref,
    };
  });
}

function otherSide({ side, aTrajectoryId, bTrajectoryId }: ComparisonOf): string {
  return side === "a" ? bTrajectoryId : aTrajectoryId;
}

const editedOutcome = z.object({ reason: z.string().optional() }).nullable();

async function outcomeReason(
  tx: Tx,
  workspaceId: string,
  view: View,
  trajectoryId: string,
  edits?: RecordEdits,
): Promise<string | null> {
  const edited = edits && editedValue(edits, "outcome");
  if (edited !== undefined) return editedOutcome.parse(edited)?.reason ?? null;
  const outcome = await selectOutcome(tx, workspaceId, view, trajectoryId);
  return outcome ? (readOutcomeBody(outcome.body).reason ?? null) : null;
}

const voidEdit = z.object({ reason: z.string() });

/** Why a curator took a vote or reward out of account; null where none did. */
function voidedReason(edits: RecordEdits | undefined): string | null {
  const voided = edits && editedValue(edits, "voided");
  return voided === undefined || voided === null ? null : voidEdit.parse(voided).reason;
}

function isStale(id: string, stale: ReadonlySet<string>, edits: RecordEdits | undefined): boolean {
  return stale.has(id) && !(edits && editedValue(edits, "affirmed") === true);
}

function rewardItem(
  row: RewardRow,
  names: Map<string, string>,
  stale: ReadonlySet<string>,
  edits?: RecordEdits,
): RewardItem {
  const body = readRewardBody(row.body);
  return {
    rewardId: row.rewardId,
    seq: row.seq,
    name: row.name,
    value: row.value,
    raterKind: row.raterKind,
    rater: names.get(row.rater) ?? row.rater,
    raterVersion: body.raterVersion ?? null,
    stepIdx: row.stepIdx,
    min: body.min ?? null,
    max: body.max ?? null,
    rationale: body.rationale ?? null,
    voided: voidedReason(edits),
    isStale: isStale(row.rewardId, stale, edits),
    createdAt: row.createdAt.toISOString(),
  };
}

export function preferenceItem(
  row: PreferenceRow,
  names: Map<string, string>,
  stale: ReadonlySet<string>,
  edits?: RecordEdits,
): PreferenceItem {
  const body = readPreferenceBody(row.body);
  return {
    preferenceId: row.preferenceId,
    seq: row.seq,
    raterKind: row.raterKind,
    rater: names.get(row.rater) ?? row.rater,
    verdict: row.verdict,
    strength: row.strength,
    rationale: body.rationale ?? null,
    shown: body.shown ?? null,
    durationMs: body.durationMs ?? null,
    voided: voidedReason(edits),
    isStale: isStale(row.preferenceId, stale, edits),
    createdAt: row.createdAt.toISOString(),
  };
}
