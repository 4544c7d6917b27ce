"use client";

import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import classes from "./form.module.css";
import { useCreateBranch } from "./use-branches.ts";

interface NewBranchDialogProps {
  workspace: string;
  /** The ref that the branch starts from. */
  from: string;
  opened: boolean;
  onClose: () => void;
  onCreated: (branch: string) => void;
}

export function NewBranchDialog({ workspace, from, opened, onClose, onCreated }: NewBranchDialogProps) {
  const create = useCreateBranch(workspace);
  const [name, setName] = useState("");

  function close() {
    create.reset();
    setName("");
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), from },
      {
        onSuccess: made => {
          close();
          onCreated(made.branch);
        },
      },
    );
  }

  return (
    <Dialog opened={opened} onClose={close} title="New branch">
      <form onSubmit={submit} className={classes.form}>
        <TextInput
          label="Name"
          description="Lower-case letters, digits, and . / _ - between them"
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={create.error ? reasonOf(create.error) : undefined}
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
        />
        <p className={classes.words}>
          It starts from <code>{from}</code>, and changes nothing there.
        </p>
        <div className={classes.actions}>
          <Button type="submit" variant="filled" loading={create.isPending}>
            Create branch
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
