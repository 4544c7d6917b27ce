import { type LeaseRow, lockLease, moveLease } from "#db/queries/labeling/leases.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { findQueue, queueProgress, requireLabeler } from "#lib/labeling/queue-context.ts";
import { type QueueProgress, type ShownVerdict, submitLabelSchema } from "#lib/labeling/schemas.ts";
import { append } from "#lib/log/append.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict, notFound } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";

/**
 * Records a verdict on a leased item. The vote goes to the log first, under an id that follows from the lease, so that the
 * same submit sent again, after a crash or a lost answer, is the same vote. A vote that comes after its lease expired is
 * kept.
 */
export async function submitLabel(
  context: Context,
  queueName: string,
  input: unknown,
): Promise<{ progress: QueueProgress }> {
  const labeler = requireLabeler(context);
  const label = parseInput(submitLabelSchema, input);
  const { workspaceId } = context;
  const lease = await read(context, tx => findLease(tx, workspaceId, labeler.memberId, label.lease));
  if (lease.state === "skipped")
    throw conflict("This item was skipped. Undo the skip first.", { code: "item_skipped" });
  const { verdict, strength } = storedVerdict(label.verdict, lease.swapped);
  const { records } = await append(workspaceId, [
    {
      type: "preference",
      id: voteId(lease),
      comparisonId: lease.comparisonId,
      rater: labeler.rater,
      verdict,
      ...(strength === null ? {} : { strength }),
      ...(label.rationale === undefined ? {} : { rationale: label.rationale }),
      ...(label.durationMs === undefined ? {} : { durationMs: label.durationMs }),
      shown: lease.swapped ? "ba" : "ab",
      metadata: { queue: queueName, ref: `main@${lease.atSeq}` },
    },
  ]);
  return read(context, async tx => {
    const now = await findLease(tx, workspaceId, labeler.memberId, label.lease);
    if (now.state !== "voted")
      await moveLease(tx, workspaceId, now, { state: "voted", preferenceId: records[0]?.id });
    return {
      progress: await queueProgress(
        tx,
        workspaceId,
        await findQueue(tx, workspaceId, queueName),
        labeler.memberId,
      ),
    };
  });
}

/** @throws NotFound for a lease that is not this member's. */
export async function findLease(
  tx: Parameters<typeof lockLease>[0],
  workspaceId: string,
  memberId: string,
  token: string,
): Promise<LeaseRow> {
  const lease = isUuid(token) ? await lockLease(tx, workspaceId, memberId, token) : null;
  if (!lease)
    throw notFound("You do not hold this item. Reload the page for the next one.", {
      code: "lease_not_found",
    });
  return lease;
}

/** The id of a lease's vote: the same for every try of one submit, another after each vote that was taken back. */
function voteId(lease: LeaseRow): string {
  return `label/${lease.token}/${lease.undoneVotes}`;
}

const strengths: Record<
  ShownVerdict,
  { side: "left" | "right" | "tie" | "both_bad"; strength: number | null }
> = {
  left_much_better: { side: "left", strength: 3 },
  left_better: { side: "left", strength: 2 },
  left_slightly_better: { side: "left", strength: 1 },
  tie: { side: "tie", strength: null },
  right_slightly_better: { side: "right", strength: 1 },
  right_better: { side: "right", strength: 2 },
  right_much_better: { side: "right", strength: 3 },
  both_bad: { side: "both_bad", strength: null },
};

/** From sides shown to sides stored. */
export function storedVerdict(
  shown: ShownVerdict,
  swapped: boolean,
): { verdict: Verdict; strength: number | null } {
  const { side, strength } = strengths[shown];
  if (side === "tie" || side === "both_bad") return { verdict: side, strength };
  return { verdict: (side === "left") === swapped ? "b" : "a", strength };
}
