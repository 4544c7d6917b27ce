"use client";

import { Button, SegmentedControl, Textarea, UnstyledButton } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import form from "./form.module.css";
import { useRecordPlace } from "./record-context.tsx";
import classes from "./step-edits.module.css";
import { useCommit } from "./use-commit.tsx";

interface AdjudicateButtonProps {
  comparisonId: string;
  /** The side that this trajectory stands on. */
  side: "a" | "b";
}

/** Decides a comparison over its votes. */
export function AdjudicateButton({ comparisonId, side }: AdjudicateButtonProps) {
  const place = useRecordPlace();
  const commit = useCommit(place?.workspace ?? "");
  const [isOpen, setOpen] = useState(false);
  const [verdict, setVerdict] = useState<string>(side);
  const [reason, setReason] = useState("");
  const branch = place?.branch ?? null;
  if (branch === null) return null;

  function save(value: unknown, message: string) {
    if (branch === null) return;
    const edits = [
      { recordKind: "comparison" as const, recordId: comparisonId, path: "adjudication", value },
    ];
    commit.mutate({ branch, message, edits }, { onSuccess: () => setOpen(false) });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const isSide = verdict === "a" || verdict === "b";
    const words = reason.trim() === "" ? {} : { reason: reason.trim() };
    save({ verdict, ...(isSide ? { strength: 2 } : {}), ...words }, "Adjudicate a comparison");
  }
  const choices = [
    { value: side, label: "This run" },
    { value: side === "a" ? "b" : "a", label: "The other" },
    { value: "tie", label: "Tie" },
    { value: "both_bad", label: "Both bad" },
  ];

  return (
    <span className={classes.actions}>
      <UnstyledButton className={classes.action} onClick={() => setOpen(true)}>
        Adjudicate
      </UnstyledButton>
      {isOpen && (
        <Dialog opened onClose={() => setOpen(false)} title="Adjudicate">
          <form onSubmit={submit} className={form.form}>
            <SegmentedControl
              aria-label="Which run is better"
              data={choices}
              value={verdict}
              onChange={setVerdict}
            />
            <Textarea
              label="Reason"
              description="Optional"
              value={reason}
              onChange={event => setReason(event.currentTarget.value)}
            />
            <div className={form.actions}>
              <div className={form.left}>
                <Button onClick={() => save(null, "Let the votes decide")}>Let the votes decide</Button>
              </div>
              <Button type="submit" variant="filled" loading={commit.isPending}>
                Adjudicate
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </span>
  );
}
