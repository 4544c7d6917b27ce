import type { Subject } from "#lib/query/fields.ts";
import { formatFilterError, isFilterError } from "#lib/query/filter-error.ts";
import { type FilterPlan, planFilter } from "#lib/query/plan.ts";
import type { Predicate } from "#lib/query/predicate.ts";
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

/** A planned slice: its identity, and what it asks of a record; null asks nothing. */
export interface SlicePlan {
  canonical: string;
  predicate: Predicate | null;
}

/** Plans a filter. No filter, or a blank one, is everything. */
export function planCondition(filter: string | undefined, subject: Subject): SlicePlan {
  if (filter === undefined || filter.trim() === "") return { canonical: "", predicate: null };
  return planSlice(filter, subject);
}
