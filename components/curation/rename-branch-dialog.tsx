"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callApi, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { branchSchema } from "#lib/curation/schemas.ts";
import form from "./form.module.css";
import { branchPath } from "./refs.ts";
import { useReadAgain } from "./use-commit.tsx";

interface RenameBranchDialogProps {
  workspace: string;
  branch: string;
  onClose: () => void;
}

export function RenameBranchDialog({ workspace, branch, onClose }: RenameBranchDialogProps) {
  const [name, setName] = useState(branch);
  const readAgain = useReadAgain(workspace);
  const rename = useMutation({
    mutationFn: () =>
      callApi(branchSchema, workspaceUrl(workspace, branchPath(branch)), {
        method: "PATCH",
        body: { name: name.trim() },
      }),
    onSuccess: () => {
      readAgain();
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    rename.mutate();
  }
  return (
    <Dialog opened onClose={onClose} title={`Rename ${branch}`}>
      <form onSubmit={submit} className={form.form}>
        <TextInput
          label="Name"
          description="Links to the old name lead nowhere afterwards."
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={rename.error ? reasonOf(rename.error) : undefined}
          required
          data-autofocus
        />
        <div className={form.actions}>
          <Button type="submit" variant="filled" loading={rename.isPending} disabled={name.trim() === branch}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
