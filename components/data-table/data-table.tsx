"use client";

import {
  type ColumnDef,
  columnVisibilityFeature,
  type RowData,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useEffect, useRef } from "react";
import type { ColumnPlace } from "./column-place.ts";
import classes from "./data-table.module.css";
import { CheckCell, CheckHeader, type RowSelection } from "./row-checks.tsx";
import { SortHeader } from "./sort-header.tsx";

export const dataTableFeatures = tableFeatures({ columnVisibilityFeature });
export type DataTableFeatures = typeof dataTableFeatures;

interface DataTableProps<Row extends RowData> {
  label: string;
  columns: ColumnDef<DataTableFeatures, Row, unknown>[];
  places: Record<string, ColumnPlace>;
  shown: readonly string[];
  rows: Row[];
  rowId: (row: Row) => string;
  /** Rows that exist beyond those loaded stand as skeletons until they are scrolled to. */
  hasMore: boolean;
  onMore: () => void;
  sort: string;
  onSort: (sort: string) => void;
  focused: number;
  onFocus: (place: number) => void;
  onOpen: (row: Row) => void;
  isStale: boolean;
  /** Given where rows can be chosen for something to be done with all of them. */
  selection?: RowSelection;
}

/** Every row is exactly this high, so that positions are arithmetic. */
const rowHeight = 36;
const skeletonRows = 12;
const loadAheadRows = 30;
/** Room left and right of a row. */
const edgePx = 4;
const checkTrackPx = 36;

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { rows, shown, places, focused } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({
    features: dataTableFeatures,
    columns: props.columns,
    data: rows,
    getRowId: props.rowId,
    state: { columnVisibility: Object.fromEntries(Object.keys(places).map(id => [id, shown.includes(id)])) },
  });
  const virtualizer = useVirtualizer({
    count: rows.length + (props.hasMore ? skeletonRows : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 12,
    initialRect: { width: 1200, height: 800 },
  });
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  const { hasMore, onMore } = props;
  useEffect(() => {
    if (hasMore && lastSeen >= rows.length - loadAheadRows) onMore();
  }, [hasMore, onMore, lastSeen, rows.length]);
  useEffect(() => {
    if (focused >= 0) virtualizer.scrollToIndex(focused);
  }, [focused, virtualizer]);

  const minWidth = shown.reduce(
    (sum, id) => sum + (places[id]?.minWidthPx ?? 0),
    2 * edgePx + (props.selection ? checkTrackPx : 0),
  );
  const { selection } = props;
  const tracks = shown.map(id => trackOf(places[id]));
  const gridTemplateColumns = [...(selection ? [`${checkTrackPx}px`] : []), ...tracks].join(" ");
  const modelRows = table.getRowModel().rows;

  function open(event: MouseEvent, row: Row, place: number) {
    // Links and buttons in a cell do their own thing, and text can be selected without leaving.
    if (event.target instanceof Element && event.target.closest("a, button, input, [data-check]")) return;
    if (window.getSelection()?.toString()) return;
    props.onFocus(place);
    props.onOpen(row);
  }

  return (
    <div ref={scroller} className={classes.scroller} data-stale={props.isStale || undefined}>
      <table
        aria-label={props.label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-busy={props.isStale}
        className={classes.table}
        style={{ minWidth }}
      >
        <thead className={classes.block}>
          <tr aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns }}>
            {selection && <CheckHeader selection={selection} rows={rows.length} />}
            {shown.map(id => (
              <SortHeader key={id} place={places[id]} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(item => {
            const row = modelRows[item.index];
            const placed = { gridTemplateColumns, transform: `translateY(${item.start}px)` };
            if (!row)
              return (
                <SkeletonRow key={item.key} shown={selection ? ["", ...shown] : shown} placed={placed} />
              );
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                className={classes.row}
                data-focused={item.index === focused || undefined}
                data-chosen={selection?.chosen.has(row.id) || undefined}
                style={placed}
                onClick={event => open(event, row.original, item.index)}
              >
                {selection && <CheckCell selection={selection} rowId={row.id} place={item.index} />}
                {row.getVisibleCells().map(cell => (
                  <td
                    key={cell.id}
                    className={classes.cell}
                    data-number={places[cell.column.id]?.isNumber || undefined}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function trackOf(place: ColumnPlace | undefined): string {
  const least = place?.minWidthPx ?? 0;
  return `minmax(${least}px, ${place?.grows ? `${place.grows}fr` : `${least}px`})`;
}

interface SkeletonRowProps {
  shown: readonly string[];
  placed: { gridTemplateColumns: string; transform: string };
}

function SkeletonRow({ shown, placed }: SkeletonRowProps) {
  return (
    <tr className={classes.row} style={placed}>
      {shown.map(id => (
        <td key={id} className={classes.cell}>
          <span className={classes.bone} />
        </td>
      ))}
    </tr>
  );
}
