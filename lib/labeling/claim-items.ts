import {
  claimSlots,
  expireLeases,
  type LeaseRow,
  lockClaims,
  renewHeld,
} from "#db/queries/labeling/leases.ts";
import { fillQueue, type PossiblePair, selectUncomparedPairs } from "#db/queries/labeling/queue-items.ts";
import { pairId } from "#lib/feedback/pair-id.ts";
import { compareItems } from "#lib/labeling/compare-items.ts";
import { findQueue, type Labeler, queueProgress, requireLabeler } from "#lib/labeling/queue-context.ts";
import { type ClaimAnswer, claimSchema } from "#lib/labeling/schemas.ts";
import { append } from "#lib/log/append.ts";
import type { ComparisonRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";

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
  let leases = await claim(context, queueName, labeler, count);
  while (leases.length < count && (await refill(context, queueName))) {
    leases = await claim(context, queueName, labeler, count);
  }
  return read(context, async tx => {
    const queue = await findQueue(tx, context.workspaceId, queueName);
    return {
      items: await compareItems(tx, context.workspaceId, leases),
      progress: await queueProgress(tx, context.workspaceId, queue, labeler.memberId),
    };
  });
}

async function claim(
  context: Context,
  queueName: string,
  labeler: Labeler,
  count: number,
): Promise<LeaseRow[]> {
  const { workspaceId } = context;
  const { queueId } = await read(context, async tx => {
    const queue = await findQueue(tx, workspaceId, queueName);
    await expireLeases(tx, workspaceId, queue.queueId);
    return queue;
  });
  return read(context, async tx => {
    await lockClaims(tx, workspaceId, labeler.memberId);
    const held = await renewHeld(tx, workspaceId, queueId, labeler.memberId);
    if (held.length >= count) return held;
    return [...held, ...(await claimSlots(tx, workspaceId, queueId, labeler, count - held.length))];
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
  await append(context.workspaceId, pairs.map(pairRecord));
  // Another claim may have formed and queued the same pairs meanwhile: there is something to ask for either way.
  await fill();
  return true;
}

/** Sides stand in the order of their ids, as a judge puts them, so that a pair formed by both at once is one record. */
function pairRecord({ aTrajectoryId, bTrajectoryId }: PossiblePair): ComparisonRecord {
  const id = pairId(aTrajectoryId, bTrajectoryId);
  return aTrajectoryId < bTrajectoryId
    ? { type: "comparison", id, aTrajectoryId, bTrajectoryId }
    : { type: "comparison", id, aTrajectoryId: bTrajectoryId, bTrajectoryId: aTrajectoryId };
}
