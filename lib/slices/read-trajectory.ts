import { selectComparisonsOf } from "#db/queries/slices/page-comparisons.ts";
import { selectTrajectory } from "#db/queries/slices/page-trajectories.ts";
import {
  type PreferenceRow,
  type RewardRow,
  selectOutcome,
  selectPreferences,
  selectRaterNames,
  selectRewards,
  selectSteps,
  selectTrajectoryBodies,
} from "#db/queries/views/records.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";
import { comparisonItem } from "#lib/slices/list-comparisons.ts";
import type { PreferenceItem, RewardItem, TrajectoryDetail } from "#lib/slices/schemas.ts";
import { trajectoryItem } from "#lib/slices/trajectory-item.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";
import {
  readOutcomeBody,
  readPreferenceBody,
  readRewardBody,
  readStep,
  readTrajectoryBody,
} from "#lib/views/stored-bodies.ts";

/** One trajectory at a ref, with its steps, and everything that raters said of it. */
export async function readTrajectory(
  context: Context,
  { trajectoryId, at }: { trajectoryId: string; at?: string },
): Promise<TrajectoryDetail & { ref: string }> {
  authorize(context, "read");
  const { workspaceId } = context;
  return read(context, async tx => {
    const { seq, ref } = await resolveRef(tx, workspaceId, at);
    const row = isUuid(trajectoryId) ? await selectTrajectory(tx, workspaceId, seq, trajectoryId) : null;
    if (!row) {
      throw notFound(`There is no trajectory ${trajectoryId} at ${ref}.`, { code: "trajectory_not_found" });
    }
    const [stored] = await selectTrajectoryBodies(tx, workspaceId, [trajectoryId]);
    const body = readTrajectoryBody(stored?.body ?? "{}");
    const steps = await selectSteps(tx, workspaceId, seq, [trajectoryId]);
    const rewards = await selectRewards(tx, workspaceId, seq, trajectoryId);
    const outcome = await selectOutcome(tx, workspaceId, seq, trajectoryId);
    const sides = await selectComparisonsOf(tx, workspaceId, seq, trajectoryId);
    const preferences = await selectPreferences(
      tx,
      workspaceId,
      seq,
      sides.map(side => side.comparisonId),
    );
    const names = await selectRaterNames(tx, workspaceId);
    return {
      ...trajectoryItem(row),
      title: body.title ?? null,
      outcomeReason: outcome ? (readOutcomeBody(outcome.body).reason ?? null) : null,
      endedAt: row.endedAt?.toISOString() ?? null,
      tools: body.tools ?? null,
      provenance: body.provenance ?? null,
      metadata: body.metadata ?? null,
      steps: steps.map(readStep),
      rewardHistory: rewards.map(reward => rewardItem(reward, names)),
      comparisonSides: sides.map(side => ({
        ...comparisonItem(side),
        side: side.side,
        other: {
          trajectoryId: side.side === "a" ? side.bTrajectoryId : side.aTrajectoryId,
          agent: side.otherAgent,
          model: side.otherModel,
        },
        preferences: preferences
          .filter(preference => preference.comparisonId === side.comparisonId)
          .map(preference => preferenceItem(preference, names)),
      })),
      ref,
    };
  });
}

function rewardItem(row: RewardRow, names: Map<string, string>): RewardItem {
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
    createdAt: row.createdAt.toISOString(),
  };
}

export function preferenceItem(row: PreferenceRow, names: Map<string, string>): PreferenceItem {
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
    createdAt: row.createdAt.toISOString(),
  };
}
