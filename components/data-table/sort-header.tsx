"use client";

import { UnstyledButton } from "@mantine/core";
import type { ColumnPlace } from "./column-place.ts";
import classes from "./data-table.module.css";

interface SortHeaderProps {
  place: ColumnPlace | undefined;
  /** The sort in force; a leading `-` is descending. */
  sort: string;
  onSort: (sort: string) => void;
}

export function SortHeader({ place, sort, onSort }: SortHeaderProps) {
  if (!place) return null;
  const isNumber = place.isNumber || undefined;
  if (!place.sort)
    return (
      <th scope="col" className={classes.headCell} data-number={isNumber}>
        {place.label}
      </th>
    );
  const isAscending = sort === place.sort;
  const isDescending = sort === `-${place.sort}`;
  // Numbers and times are asked for largest first, names from their beginning.
  const first = place.isNumber ? `-${place.sort}` : place.sort;
  const second = place.isNumber ? place.sort : `-${place.sort}`;
  const arrow = (
    <span aria-hidden="true" className={classes.arrow} data-on={isAscending || isDescending || undefined}>
      {isAscending ? "↑" : isDescending ? "↓" : "↕"}
    </span>
  );
  return (
    <th
      scope="col"
      aria-sort={isAscending ? "ascending" : isDescending ? "descending" : "none"}
      className={classes.headCell}
      data-number={isNumber}
    >
      <UnstyledButton className={classes.sort} onClick={() => onSort(sort === first ? second : first)}>
        {place.isNumber && arrow}
        {place.label}
        {!place.isNumber && arrow}
      </UnstyledButton>
    </th>
  );
}
