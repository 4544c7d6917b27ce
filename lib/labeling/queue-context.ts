import { type QueueRow, selectProgress, selectQueue } from "#db/queries/labeling/queue-items.ts";
import type { Tx } from "#db/tenancy.ts";
import type { QueueProgress } from "#lib/labeling/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { forbidden, notFound } from "#lib/service/errors.ts";

/** A member at work: who labels, and the rater that their votes are written under. */
export interface Labeler {
  memberId: string;
  rater: string;
}

/** Labels are people's: only a signed-in member with the right makes them. @throws Forbidden */
export function requireLabeler(context: Context): Labeler {
  authorize(context, "label");
  if (context.principal.kind !== "member") {
    throw forbidden("Labels are made by people: sign in as a member instead of using a key.", {
      code: "members_only",
    });
  }
  const { memberId } = context.principal;
  return { memberId, rater: `human:${memberId}` };
}

export async function findQueue(tx: Tx, workspaceId: string, name: string, lock = false): Promise<QueueRow> {
  const queue = await selectQueue(tx, workspaceId, name, lock);
  if (!queue) throw notFound(`There is no queue ${name} in this workspace.`, { code: "queue_not_found" });
  return queue;
}

export async function queueProgress(
  tx: Tx,
  workspaceId: string,
  queue: QueueRow,
  memberId: string,
): Promise<QueueProgress> {
  return { queue: queue.name, ...(await selectProgress(tx, workspaceId, queue.queueId, memberId)) };
}
