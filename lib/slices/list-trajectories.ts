import {
  countSlice,
  selectTrajectoryPage,
  type TrajectorySort,
} from "#db/queries/slices/page-trajectories.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { decodeCursor, encodeCursor } from "#lib/slices/cursor.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import {
  type Page,
  type TrajectoryItem,
  trajectoryQuerySchema,
  trajectorySorts,
} from "#lib/slices/schemas.ts";
import { trajectoryItem } from "#lib/slices/trajectory-item.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** Counting as somebody types stops here. */
export const countCap = 10_000;

/** A page of a slice of trajectories. Later pages stay at the ref of the first. */
export async function listTrajectories(
  context: Context,
  input: unknown,
): Promise<Page<TrajectoryItem> & { ref: string }> {
  authorize(context, "read");
  const query = parseInput(trajectoryQuerySchema, input);
  const { sort, descending } = parseSort(query.sort);
  const { predicate } = planCondition(query.filter, "trajectory");
  const question = [
    context.workspaceId,
    "trajectories",
    query.filter ?? "",
    query.at ?? "",
    sort,
    String(descending),
  ];
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
    const rows = await selectTrajectoryPage(tx, { ...request, sort, descending });
    const cap = query.count === "capped" ? countCap : null;
    const total = query.count === undefined ? undefined : await countSlice(tx, "trajectory", request, cap);
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(trajectoryItem),
      nextCursor: last
        ? encodeCursor({ ref: view.ref, key: [last.sortKey, last.seq, last.trajectoryId] }, question)
        : null,
      ...(total === undefined ? {} : { total }),
      ref: view.ref,
    };
  });
}

function parseSort(sort = "-seq"): { sort: TrajectorySort; descending: boolean } {
  const name = sort.replace(/^-/, "");
  const known = trajectorySorts.find(one => one === name) ?? "seq";
  return { sort: known, descending: sort.startsWith("-") };
}
