"use client";

import { Button, Kbd, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { type SkipLabelInput, skipReasons } from "#lib/labeling/schemas.ts";
import classes from "./skip-dialog.module.css";

const words: Record<SkipLabelInput["reason"], string> = {
  cannot_tell: "I cannot tell",
  not_my_field: "Needs an expert",
  broken_item: "The item is broken",
  other: "Something else",
};

interface SkipDialogProps {
  opened: boolean;
  onClose: () => void;
  onSkip: (reason: SkipLabelInput["reason"], note: string) => void;
}

/** Why an item is passed over: one key, and a note if there is something to say. */
export function SkipDialog({ opened, onClose, onSkip }: SkipDialogProps) {
  const [note, setNote] = useState("");

  function skip(reason: SkipLabelInput["reason"]) {
    onSkip(reason, note.trim());
    setNote("");
  }
  function press(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const reason = skipReasons[Number(event.key) - 1];
    if (!reason) return;
    event.preventDefault();
    skip(reason);
  }

  return (
    <Dialog opened={opened} onClose={onClose} title="Skip this item because" onKeyDown={press}>
      <div className={classes.reasons}>
        {skipReasons.map((reason, place) => (
          <Button
            key={reason}
            className={classes.reason}
            justify="space-between"
            rightSection={<Kbd>{place + 1}</Kbd>}
            data-autofocus={place === 0 || undefined}
            onClick={() => skip(reason)}
          >
            {words[reason]}
          </Button>
        ))}
      </div>
      <TextInput
        label="Note for the lead"
        description="Optional; write it before choosing."
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </Dialog>
  );
}
