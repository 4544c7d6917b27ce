"use client";

import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { CorrectionDialog } from "./correction-dialog.tsx";
import { useRecordPlace } from "./record-context.tsx";
import { StepDialog } from "./step-dialog.tsx";
import classes from "./step-edits.module.css";

/** What can be done to one step of a run on a branch. Shows nothing where it cannot be edited. */
export function StepEdits({ idx, isAnswer }: { idx: number; isAnswer: boolean }) {
  const place = useRecordPlace();
  const [open, setOpen] = useState<"edit" | "correct" | null>(null);
  if (!place || place.branch === null) return null;
  const common = { place, branch: place.branch, idx, onClose: () => setOpen(null) };
  return (
    <span className={classes.actions}>
      {isAnswer && (
        <UnstyledButton className={classes.action} onClick={() => setOpen("correct")}>
          Correct this answer
        </UnstyledButton>
      )}
      <UnstyledButton
        className={classes.action}
        aria-label={`Edit step ${idx}`}
        onClick={() => setOpen("edit")}
      >
        Edit
      </UnstyledButton>
      {open === "edit" && <StepDialog {...common} />}
      {open === "correct" && <CorrectionDialog {...common} />}
    </span>
  );
}
