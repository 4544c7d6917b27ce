"use client";

import { useState } from "react";
import type { RowSelection } from "./row-checks.tsx";

/** Which of the loaded rows are chosen. */
export function useSelection(
  rows: readonly { trajectoryId: string }[],
): RowSelection & { clear: () => void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return {
    chosen,
    onToggle: rowId =>
      setChosen(before => {
        const next = new Set(before);
        if (!next.delete(rowId)) next.add(rowId);
        return next;
      }),
    onToggleAll: () =>
      setChosen(chosen.size >= rows.length ? new Set() : new Set(rows.map(row => row.trajectoryId))),
    clear: () => setChosen(new Set()),
  };
}
