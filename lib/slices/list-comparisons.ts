import { type ComparisonRow, selectComparisonPage } from "#db/queries/slices/page-comparisons.ts";
import { countSlice } from "#db/queries/slices/page-trajectories.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { decodeCursor, encodeCursor } from "#lib/slices/cursor.ts";
import { countCap } from "#lib/slices/list-trajectories.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { type ComparisonItem, type Page, sliceQuerySchema } from "#lib/slices/schemas.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** A page of a slice of comparisons, newest first. Later pages stay at the ref of the first. */
export async function listComparisons(
  context: Context,
  input: unknown,
): Promise<Page<ComparisonItem> & { ref: string }> {
  authorize(context, "read");
  const query = parseInput(sliceQuerySchema, input);
  const { predicate } = planCondition(query.filter, "comparison");
  const question = [context.workspaceId, "comparisons", query.filter ?? "", query.at ?? ""];
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, question);
  return read(context, async tx => {
    const view = await resolveRef(tx, context.workspaceId, cursor?.ref ?? query.at);
    const request = {
      workspaceId: context.workspaceId,
      view,
      predicate,
      limit: query.limit + 1,
      after: cursor?.key ?? null,
    };
    const rows = await selectComparisonPage(tx, request);
    const cap = query.count === "capped" ? countCap : null;
    const total = query.count === undefined ? undefined : await countSlice(tx, "comparison", request, cap);
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(comparisonItem),
      nextCursor: last ? encodeCursor({ ref: view.ref, key: [last.seq, last.comparisonId] }, question) : null,
      ...(total === undefined ? {} : { total }),
      ref: view.ref,
    };
  });
}

export function comparisonItem(row: ComparisonRow): ComparisonItem {
  const {
    comparisonId,
    clientId,
    seq,
    task,
    aTrajectoryId,
    bTrajectoryId,
    pref,
    votes,
    voteShare,
    strength,
    excluded,
  } = row;
  return {
    comparisonId,
    clientId,
    seq,
    task,
    aTrajectoryId,
    bTrajectoryId,
    pref,
    votes,
    voteShare,
    strength,
    excluded,
    createdAt: row.createdAt.toISOString(),
  };
}
