"use client";

import { keepPreviousData, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { clearFacet, type FacetField, facetValues } from "#components/data-table/facet-clause.ts";
import type { FacetGroup } from "#components/data-table/facet-panel.tsx";
import { callApi, workspaceUrl } from "#components/ui/api.ts";
import {
  type Page,
  pageSchema,
  type TrajectoryFacets,
  type TrajectoryItem,
  trajectoryFacetsSchema,
  trajectoryItemSchema,
} from "#lib/slices/schemas.ts";

const trajectoryPageSchema = pageSchema(trajectoryItemSchema);
const pageRows = 100;

export interface FirstPage {
  filter: string;
  sort: string;
  at: string;
  /** The pinned ref that the page was read at. */
  ref: string;
  page: Page<TrajectoryItem>;
  readAtMs: number;
}

/** Trajectories that match, page after page; the first may come with the document. */
export function useTrajectories(
  workspace: string,
  query: { filter: string; sort: string; at: string },
  first: FirstPage | null,
) {
  const isFirst =
    first !== null && first.filter === query.filter && first.sort === query.sort && first.at === query.at;
  return useInfiniteQuery({
    queryKey: ["trajectories", workspace, query.at, query.filter, query.sort],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        trajectoryPageSchema,
        workspaceUrl(workspace, "trajectories", {
          filter: query.filter || undefined,
          at: query.at,
          sort: query.sort,
          limit: pageRows,
          cursor: pageParam ?? undefined,
          count: pageParam === null ? "capped" : undefined,
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
    initialData: isFirst ? { pages: [first.page], pageParams: [null] } : undefined,
    initialDataUpdatedAt: isFirst ? first.readAtMs : undefined,
  });
}

const groups: { title: string; key: keyof TrajectoryFacets; field: FacetField }[] = [
  { title: "Outcome", key: "outcomes", field: { name: "outcome", kind: "scalar" } },
  { title: "Agent", key: "agents", field: { name: "agent", kind: "scalar" } },
  { title: "Model", key: "models", field: { name: "model", kind: "scalar" } },
  { title: "Tag", key: "tags", field: { name: "tags", kind: "tag" } },
  { title: "Task", key: "tasks", field: { name: "task", kind: "scalar" } },
];

/**
 * Facets with counts. A facet that the filter already narrows is counted over the filter without its own clause, so
 * that its other values stay to be chosen.
 */
export function useFacets(workspace: string, filter: string, at: string): FacetGroup[] {
  const chosen = useMemo(() => groups.map(group => facetValues(filter, group.field)), [filter]);
  const filters = groups.map((group, place) =>
    group.field.kind === "scalar" && (chosen[place]?.length ?? 0) > 0
      ? clearFacet(filter, group.field)
      : filter,
  );
  const distinct = [...new Set(filters)];
  const answers = useQueries({
    queries: distinct.map(asked => ({
      queryKey: ["trajectories", workspace, at, "facets", asked],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callApi(
          trajectoryFacetsSchema,
          workspaceUrl(workspace, "trajectories/facets", { filter: asked || undefined, at }),
          { signal },
        ),
      placeholderData: keepPreviousData,
    })),
  });
  return groups.map((group, place) => ({
    title: group.title,
    field: group.field,
    values: valuesIn(answers[distinct.indexOf(filters[place] ?? filter)], group.key),
    chosen: chosen[place] ?? [],
  }));
}

/** Undefined while loading; nothing where the filter is refused. */
function valuesIn(
  answer: { data?: TrajectoryFacets; isError: boolean } | undefined,
  key: keyof TrajectoryFacets,
) {
  return answer?.data?.[key] ?? (answer?.isError ? [] : undefined);
}
