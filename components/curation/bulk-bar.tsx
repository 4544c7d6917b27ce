"use client";

import { Button, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { count } from "#components/ui/format.ts";
import classes from "./bulk-bar.module.css";
import { BulkDialog } from "./bulk-dialog.tsx";
import { type BulkAction, bulkActions, bulkLabels } from "./bulk-edit.ts";

interface BulkBarProps {
  workspace: string;
  at: string;
  filter: string;
  chosen: ReadonlySet<string>;
  /** How many match the filter; undefined while it is counted. */
  total: number | undefined;
  onClear: () => void;
  onDone: (branch: string) => void;
}

/** As many records as one commit takes by their ids; more go as a slice. */
const mostIds = 1000;

/** Counting for the table stops here on the server. */
const countLimit = 10_000;

function totalText(total: number): string {
  return total >= countLimit ? `${count(countLimit)}+` : count(total);
}

/** What can be done with the chosen rows, or with all that match. */
export function BulkBar({ workspace, at, filter, chosen, total, onClear, onDone }: BulkBarProps) {
  const [all, setAll] = useState(false);
  const [action, setAction] = useState<BulkAction | null>(null);
  const isAll = all || chosen.size > mostIds;
  const number = isAll ? (total ?? chosen.size) : chosen.size;
  if (chosen.size === 0) return null;
  return (
    <section className={classes.bar} aria-label="Selection">
      <strong aria-live="polite">
        {isAll ? `All ${totalText(number)} that match` : `${count(number)} selected`}
      </strong>
      {!isAll && total !== undefined && total > chosen.size && (
        <UnstyledButton className={classes.all} onClick={() => setAll(true)}>
          Select all {totalText(total)} that match
        </UnstyledButton>
      )}
      {bulkActions.map(each => (
        <Button key={each} onClick={() => setAction(each)}>
          {bulkLabels[each]}
        </Button>
      ))}
      <UnstyledButton
        className={classes.clear}
        onClick={() => {
          setAll(false);
          onClear();
        }}
      >
        Clear
      </UnstyledButton>
      {action && (
        <BulkDialog
          workspace={workspace}
          at={at}
          action={action}
          target={{ ids: isAll ? null : [...chosen], filter, total: number }}
          onClose={() => setAction(null)}
          onDone={branch => {
            setAction(null);
            setAll(false);
            onDone(branch);
          }}
        />
      )}
    </section>
  );
}
