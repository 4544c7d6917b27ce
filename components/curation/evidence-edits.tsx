"use client";

import { Button, Textarea, UnstyledButton } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import form from "./form.module.css";
import { useRecordPlace } from "./record-context.tsx";
import classes from "./step-edits.module.css";
import { useCommit } from "./use-commit.tsx";

interface EvidenceEditsProps {
  recordKind: "reward" | "preference";
  recordId: string;
  /** What it is called: "reward helpfulness", "vote of human:ada". */
  name: string;
  voided: string | null;
  /** It judged another content than is shown, so it does not count until it is affirmed. */
  isStale: boolean;
}

/** Votes and rewards are evidence: never rewritten, but taken out of account with a reason, or affirmed again. */
export function EvidenceEdits({ recordKind, recordId, name, voided, isStale }: EvidenceEditsProps) {
  const place = useRecordPlace();
  const commit = useCommit(place?.workspace ?? "");
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const branch = place?.branch ?? null;
  if (branch === null) return null;

  function save(path: "voided" | "affirmed", value: unknown, message: string) {
    if (branch === null) return;
    const edits = [{ recordKind, recordId, path, value }];
    commit.mutate({ branch, message, edits }, { onSuccess: () => setOpen(false) });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    save("voided", { reason: reason.trim() }, `Void ${name}: ${reason.trim()}`);
  }

  return (
    <span className={classes.actions}>
      {voided === null ? (
        <>
          {isStale && (
            <UnstyledButton
              className={classes.action}
              title="It still holds although the text that it judged was edited"
              onClick={() => save("affirmed", true, `Affirm ${name}`)}
            >
              Affirm
            </UnstyledButton>
          )}
          <UnstyledButton
            className={classes.action}
            aria-label={`Void ${name}`}
            onClick={() => setOpen(true)}
          >
            Void
          </UnstyledButton>
        </>
      ) : (
        <UnstyledButton
          className={classes.action}
          onClick={() => save("voided", null, `Count ${name} again`)}
        >
          Count it again
        </UnstyledButton>
      )}
      {isOpen && (
        <Dialog opened onClose={() => setOpen(false)} title={`Void ${name}`}>
          <form onSubmit={submit} className={form.form}>
            <Textarea
              label="Reason"
              description="It stays in the record, and counts no longer on this branch."
              value={reason}
              onChange={event => setReason(event.currentTarget.value)}
              required
              data-autofocus
            />
            <div className={form.actions}>
              <Button
                type="submit"
                variant="filled"
                loading={commit.isPending}
                disabled={reason.trim() === ""}
              >
                Void
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </span>
  );
}
