import { compilePredicate } from "#db/queries/slices/compile-predicate.ts";
import type { Subject } from "#lib/query/fields.ts";
import { formatFilterError, isFilterError } from "#lib/query/filter-error.ts";
import { type FilterPlan, planFilter } from "#lib/query/plan.ts";
import { invalid } from "#lib/service/errors.ts";

/** Plans a filter. @throws Invalid with the position, a caret line and a suggestion. */
export function planSlice(filter: string, subject: Subject): FilterPlan {
  try {
    return planFilter(filter, subject);
  } catch (error) {
    if (!isFilterError(error)) throw error;
    throw invalid(error.message, {
      code: "invalid_filter",
      field: "filter",
      extra: {
        position: error.position,
        length: error.length,
        suggestion: error.suggestion,
        caret: formatFilterError(filter, error),
      },
    });
  }
}

/** A planned slice: its identity, and its condition over the facts `f`, whose values stand from `$3` on. */
export interface SlicePlan {
  canonical: string;
  sql: { condition: string; params: readonly unknown[] };
}

/** Plans a filter to SQL; `$1` is the workspace, `$2` the seq. No filter, or a blank one, is everything. */
export function planCondition(filter: string | undefined, subject: Subject): SlicePlan {
  if (filter === undefined || filter.trim() === "")
    return { canonical: "", sql: { condition: "true", params: [] } };
  const { canonical, predicate } = planSlice(filter, subject);
  const params: unknown[] = [null, null];
  const condition = compilePredicate(predicate, { alias: "f", params, workspaceParam: "$1", seqParam: "$2" });
  return { canonical, sql: { condition, params: params.slice(2) } };
}
