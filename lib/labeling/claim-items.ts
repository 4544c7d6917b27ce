import { claimSlots, expireLeases, type LeaseRow, renewHeld } from "#db/queries/labeling/leases.ts";
import { fillQueue, selectUncomparedPairs } from "#db/queries/labeling/queue-items.ts";
import { pairId } from "#lib/feedback/pair-id.ts";
import { compareItems } from "#lib/labeling/compare-items.ts";
import { findQueue, type Labeler, queueProgress, requireLabeler } from "#lib/labeling/queue-context.ts";
import { type ClaimAnswer, claimSchema } from "#lib/labeling/schemas.ts";
import { append } from "#lib/log/append.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** Comparisons looked at, and pairs formed, when a queue runs low. */
const fillSize = 10_000;
const pairsFormed = 20;

/**
 * Hands a labeler items that nobody else gets: first those that they hold already, then free ones. A queue that runs low
 * takes in new comparisons, and when there are none forms pairs of trajectories of one task.
 */
export async function claimItems(context: Context, queueName: string, input: unknown): Promise<ClaimAnswer> {
  const labeler = requireLabeler(context);
  const { count } = parseInput(claimSchema, input);
  const leases = await claim(context, queueName, labeler, count);
  while (leases.length < count && (await refill(context, queueName))) {
    leases.push(...(await claimMore(context, queueName, labeler, count - leases.length)));
  }
  return read(context, async tx => {
    const queue = await findQueue(tx, context.workspaceId, queueName);
    return {
      items: await compareItems(tx, context.workspaceId, leases),
      progress: await queueProgress(tx, context.workspaceId, queue, labeler.memberId),
    };
  });
}

function claim(context: Context, queueName: string, labeler: Labeler, count: number): Promise<LeaseRow[]> {
  return read(context, async tx => {
    const { queueId } = await findQueue(tx, context.workspaceId, queueName);
    await expireLeases(tx, context.workspaceId, queueId);
    const held = await renewHeld(tx, context.workspaceId, queueId, labeler.memberId);
    if (held.length >= count) return held;
    const { seq } = await resolveRef(tx, context.workspaceId);
    return [
      ...held,
      ...(await claimSlots(tx, context.workspaceId, queueId, labeler, count - held.length, seq)),
    ];
  });
}

function claimMore(
  context: Context,
  queueName: string,
  labeler: Labeler,
  count: number,
): Promise<LeaseRow[]> {
  return read(context, async tx => {
    const { queueId } = await findQueue(tx, context.workspaceId, queueName);
    const { seq } = await resolveRef(tx, context.workspaceId);
    return claimSlots(tx, context.workspaceId, queueId, labeler, count, seq);
  });
}

/** Takes in what is new in the log, else forms pairs. False when there is neither, so that asking on is of no use. */
async function refill(context: Context, queueName: string): Promise<boolean> {
  const fill = () =>
    read(context, async tx =>
      fillQueue(tx, context.workspaceId, await findQueue(tx, context.workspaceId, queueName, true), fillSize),
    );
  if ((await fill()) > 0) return true;
  const pairs = await read(context, tx => selectUncomparedPairs(tx, context.workspaceId, pairsFormed));
  if (pairs.length === 0) return false;
  await append(
    context.workspaceId,
    pairs.map(({ aTrajectoryId, bTrajectoryId }) => ({
      type: "comparison" as const,
      id: pairId(aTrajectoryId, bTrajectoryId),
      aTrajectoryId,
      bTrajectoryId,
    })),
  );
  return (await fill()) > 0;
}
