import { findQueue, queueProgress, requireLabeler } from "#lib/labeling/queue-context.ts";
import type { QueueProgress } from "#lib/labeling/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

/** A queue's guidelines, and how far it and this labeler are. */
export async function readQueue(
  context: Context,
  queueName: string,
): Promise<QueueProgress & { guidelines: string; overlap: number }> {
  const { memberId } = requireLabeler(context);
  return read(context, async tx => {
    const queue = await findQueue(tx, context.workspaceId, queueName);
    const progress = await queueProgress(tx, context.workspaceId, queue, memberId);
    return { ...progress, guidelines: queue.guidelines, overlap: queue.overlap };
  });
}
