"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Dialog } from "#components/ui/dialog.tsx";
import classes from "./settings.module.css";

interface ConfirmButtonProps {
  label: string;
  title: string;
  /** What it will do. */
  words: string;
  isBusy: boolean;
  onConfirm: () => void;
}

/** Something that cannot be taken back: says what it will do, then asks once. */
export function ConfirmButton({ label, title, words, isBusy, onConfirm }: ConfirmButtonProps) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button size="compact-sm" onClick={dialog.open} loading={isBusy}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title={title}>
        <p className={classes.words}>{words}</p>
        <div className={classes.actions}>
          <Button onClick={dialog.close} data-autofocus>
            Cancel
          </Button>
          <Button
            variant="filled"
            color="red"
            onClick={() => {
              dialog.close();
              onConfirm();
            }}
          >
            {label}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
