import { renewLeases } from "#db/queries/labeling/leases.ts";
import { requireLabeler } from "#lib/labeling/queue-context.ts";
import { leaseListSchema } from "#lib/labeling/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Renews what a labeler's open tab holds; answers which leases are still theirs. */
export async function renewItems(context: Context, input: unknown): Promise<{ leases: string[] }> {
  const { memberId } = requireLabeler(context);
  const tokens = parseInput(leaseListSchema, input).leases.filter(token => uuidShape.test(token));
  return { leases: await read(context, tx => renewLeases(tx, context.workspaceId, memberId, tokens)) };
}
