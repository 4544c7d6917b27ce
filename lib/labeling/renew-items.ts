import { renewLeases } from "#db/queries/labeling/leases.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { requireLabeler } from "#lib/labeling/queue-context.ts";
import { leaseListSchema } from "#lib/labeling/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";

/** Renews what a labeler's open tab holds; answers which leases are still theirs. */
export async function renewItems(context: Context, input: unknown): Promise<{ leases: string[] }> {
  const { memberId } = requireLabeler(context);
  const tokens = parseInput(leaseListSchema, input).leases.filter(token => isUuid(token));
  return { leases: await read(context, tx => renewLeases(tx, context.workspaceId, memberId, tokens)) };
}
