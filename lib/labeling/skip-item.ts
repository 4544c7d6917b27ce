import { moveLease } from "#db/queries/labeling/leases.ts";
import { findQueue, queueProgress, requireLabeler } from "#lib/labeling/queue-context.ts";
import { type QueueProgress, skipLabelSchema } from "#lib/labeling/schemas.ts";
import { findLease } from "#lib/labeling/submit-label.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";

/** Gives an item back with a reason; it is not offered to this labeler again. */
export async function skipItem(
  context: Context,
  queueName: string,
  input: unknown,
): Promise<{ progress: QueueProgress }> {
  const { memberId } = requireLabeler(context);
  const { lease: token, reason, note } = parseInput(skipLabelSchema, input);
  const { workspaceId } = context;
  return read(context, async tx => {
    const lease = await findLease(tx, workspaceId, memberId, token);
    if (lease.state === "voted")
      throw conflict("This item is judged already. Undo the vote first.", { code: "item_voted" });
    const skipReason = note === undefined ? reason : `${reason}: ${note}`;
    if (lease.state !== "skipped") await moveLease(tx, workspaceId, lease, { state: "skipped", skipReason });
    return {
      progress: await queueProgress(tx, workspaceId, await findQueue(tx, workspaceId, queueName), memberId),
    };
  });
}
