"use client";

import { VisuallyHidden } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { AddMenu } from "#components/capture/add-menu.tsx";
import { FirstImport } from "#components/capture/first-import.tsx";
import { BranchSwitcher } from "#components/curation/branch-switcher.tsx";
import { BulkBar } from "#components/curation/bulk-bar.tsx";
import { atRef } from "#components/curation/refs.ts";
import { ColumnsMenu } from "#components/data-table/columns-menu.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { toggleFacet } from "#components/data-table/facet-clause.ts";
import { FacetPanel } from "#components/data-table/facet-panel.tsx";
import { FilterBar } from "#components/data-table/filter-bar.tsx";
import { useSelection } from "#components/data-table/use-selection.ts";
import { columnPlaces, defaultColumns, trajectoryColumns } from "#components/trajectory/columns.tsx";
import { MatchCount } from "#components/trajectory/match-count.tsx";
import { type FirstPage, useFacets, useTrajectories } from "#components/trajectory/use-trajectories.ts";
import { isProblem } from "#components/ui/api.ts";
import { EmptyState, ErrorNotice } from "#components/ui/notice.tsx";
import type { TrajectoryItem } from "#lib/slices/schemas.ts";
import type { Scope } from "#lib/workspaces/schemas.ts";
import classes from "./page.module.css";
import { readTableState, type TableState, writeTableState } from "./search-params.ts";

interface TrajectoriesScreenProps {
  workspace: string;
  scopes: Scope[];
  first: FirstPage | null;
}

export function TrajectoriesScreen({ workspace, scopes, first }: TrajectoriesScreenProps) {
  const router = useRouter();
  const search = useSearchParams();
  const mayCurate = scopes.includes("curate");
  const state = readTableState(name => search.get(name));
  const list = useTrajectories(workspace, state, first);
  const facets = useFacets(workspace, state.filter, state.at);
  const rows = useMemo(() => list.data?.pages.flatMap(page => page.items) ?? [], [list.data]);
  const rewardNames = useRewardNames(rows);
  const places = useMemo(() => columnPlaces(rewardNames), [rewardNames]);
  const columns = useMemo(
    () => trajectoryColumns(workspace, rewardNames, state.at),
    [workspace, rewardNames, state.at],
  );
  const shown = (state.columns ?? defaultColumns(rewardNames)).filter(id => id in places);
  const [focused, setFocused] = useState(-1);
  const selection = useSelection(rows);

  function change(next: Partial<TableState>) {
    setFocused(-1);
    selection.clear();
    window.history.pushState(null, "", writeTableState({ ...state, ...next }) || window.location.pathname);
  }
  const open = (item: TrajectoryItem) =>
    router.push(atRef(`/${workspace}/trajectories/${item.trajectoryId}`, state.at));
  const { fetchNextPage, isFetchingNextPage } = list;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  const move = (by: number) => setFocused(place => Math.max(0, Math.min(rows.length - 1, place + by)));
  useHotkeys([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["ArrowDown", () => move(1)],
    ["ArrowUp", () => move(-1)],
    [
      "Enter",
      event => {
        const item = rows[focused];
        // Enter on a focused link or button is that control's own.
        if (item && event.target === document.body) open(item);
      },
      { preventDefault: false },
    ],
  ]);

  const refusal = isProblem(list.error) && list.error.status === 400 ? list.error : null;
  const isEmptyWorkspace = list.isSuccess && state.filter === "" && state.at === "main" && rows.length === 0;
  if (isEmptyWorkspace) return <FirstImport workspace={workspace} mayImport={scopes.includes("ingest")} />;

  return (
    <div className={classes.screen}>
      <BranchSwitcher workspace={workspace} mayCurate={mayCurate} pinned={first?.ref} />
      <VisuallyHidden component="h1">Trajectories</VisuallyHidden>
      <section className={classes.bar}>
        <FilterBar
          subject="trajectory"
          filter={state.filter}
          placeholder='Filter, for example outcome == "failure" && wins > 0'
          error={refusal}
          onApply={filter => change({ filter })}
        >
          <ColumnsMenu
            columns={Object.entries(places).map(([id, place]) => ({ id, label: place.label }))}
            shown={shown}
            onChange={next => change({ columns: next })}
          />
          {scopes.includes("ingest") && (
            <AddMenu workspace={workspace} mayJudge={scopes.includes("publish")} rewardNames={rewardNames} />
          )}
        </FilterBar>
        <MatchCount total={refusal ? undefined : list.data?.pages[0]?.total} filtered={state.filter !== ""} />
      </section>
      <FacetPanel
        groups={facets}
        onToggle={(field, value) => change({ filter: toggleFacet(state.filter, field, value) })}
      />
      <div className={classes.list}>
        {list.isError && !refusal ? (
          <div className={classes.notice}>
            <ErrorNotice
              what="The trajectories could not be loaded."
              error={list.error}
              onRetry={() => list.refetch()}
            />
          </div>
        ) : list.isSuccess && rows.length === 0 ? (
          <EmptyState title="No trajectory matches">
            <p>Take a clause out of the filter, or clear it.</p>
          </EmptyState>
        ) : (
          <DataTable
            label="Trajectories"
            columns={columns}
            places={places}
            shown={shown}
            rows={rows}
            rowId={item => item.trajectoryId}
            hasMore={list.hasNextPage || list.isPending}
            onMore={loadMore}
            sort={state.sort}
            onSort={sort => change({ sort })}
            focused={focused}
            onFocus={setFocused}
            onOpen={open}
            selection={mayCurate ? selection : undefined}
            isStale={list.isPlaceholderData || refusal !== null}
          />
        )}
        <BulkBar
          workspace={workspace}
          at={state.at}
          filter={state.filter}
          chosen={selection.chosen}
          total={list.data?.pages[0]?.total}
          onClear={selection.clear}
          onDone={branch => {
            selection.clear();
            if (branch !== state.at) router.push(atRef(window.location.pathname, branch, search.toString()));
          }}
        />
      </div>
    </div>
  );
}

/** The rewards that the loaded rows carry, most frequent first. The list stays the same object while it says the same. */
function useRewardNames(rows: TrajectoryItem[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const name of Object.keys(row.rewards)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const key = JSON.stringify(names);
  return useMemo(() => names, [key]);
}
