"use client";

import { Checkbox } from "@mantine/core";
import classes from "./data-table.module.css";

export interface RowSelection {
  chosen: ReadonlySet<string>;
  onToggle: (rowId: string) => void;
  /** Chooses every loaded row, or none. */
  onToggleAll: () => void;
}

interface CheckCellProps {
  selection: RowSelection;
  rowId: string;
  /** The 0-based place of the row. */
  place: number;
}

export function CheckCell({ selection, rowId, place }: CheckCellProps) {
  return (
    <td className={classes.check} data-check>
      <Checkbox
        aria-label={`Select row ${place + 1}`}
        checked={selection.chosen.has(rowId)}
        onChange={() => selection.onToggle(rowId)}
      />
    </td>
  );
}

export function CheckHeader({ selection, rows }: { selection: RowSelection; rows: number }) {
  const { chosen, onToggleAll } = selection;
  return (
    <th scope="col" className={classes.check}>
      <Checkbox
        aria-label="Select the loaded rows"
        checked={chosen.size > 0 && chosen.size >= rows}
        indeterminate={chosen.size > 0 && chosen.size < rows}
        onChange={onToggleAll}
      />
    </th>
  );
}
