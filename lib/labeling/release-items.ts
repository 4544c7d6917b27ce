import { lockLease, moveLease } from "#db/queries/labeling/leases.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { requireLabeler } from "#lib/labeling/queue-context.ts";
import { leaseListSchema } from "#lib/labeling/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";

/** Gives items back, so that others need not wait for the leases to expire. */
export async function releaseItems(context: Context, input: unknown): Promise<{ leases: string[] }> {
  const { memberId } = requireLabeler(context);
  const tokens = parseInput(leaseListSchema, input).leases.filter(token => isUuid(token));
  const leases: string[] = [];
  for (const token of tokens) {
    // One transaction an item: whoever waits for an item here holds no other.
    const released = await read(context, async tx => {
      const lease = await lockLease(tx, context.workspaceId, memberId, token);
      if (lease?.state !== "held") return false;
      await moveLease(tx, context.workspaceId, lease, { state: "released" });
      return true;
    });
    if (released) leases.push(token);
  }
  return { leases };
}
