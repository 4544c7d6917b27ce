"use client";

import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { count, counted } from "#components/ui/format.ts";
import { BranchChoice, type ChosenBranch } from "./branch-choice.tsx";
import { type BulkAction, type BulkForm, bulkEdit, bulkLabels } from "./bulk-edit.ts";
import { BulkFields } from "./bulk-fields.tsx";
import { BulkPreview } from "./bulk-preview.tsx";
import classes from "./form.module.css";
import { editableBranch } from "./refs.ts";
import { useCreateBranch } from "./use-branches.ts";
import { useCommit } from "./use-commit.tsx";

export interface BulkTarget {
  /** The chosen trajectories; null is every one that the filter matches. */
  ids: readonly string[] | null;
  filter: string;
  /** How many they are, as far as it is known. */
  total: number;
}

interface BulkDialogProps {
  workspace: string;
  at: string;
  action: BulkAction;
  target: BulkTarget;
  onClose: () => void;
  /** Done, on this branch. */
  onDone: (branch: string) => void;
}

/** An edit of many trajectories: what, on which branch, and for a whole slice a look at it before. */
export function BulkDialog({ workspace, at, action, target, onClose, onDone }: BulkDialogProps) {
  const [form, setForm] = useState<BulkForm>({ action, text: "", isRemoval: false, outcome: "success" });
  const [chosen, setChosen] = useState<ChosenBranch>({ isNew: true, name: "" });
  const [ready, setReady] = useState<string | null>(null);
  const create = useCreateBranch(workspace);
  const commit = useCommit(workspace);
  const own = editableBranch(at);
  const edit = bulkEdit(form);
  const runs = counted(target.total, "trajectory", "trajectories");
  const message = edit ? `${edit.words} ${runs}` : "";

  function submit(event: FormEvent) {
    event.preventDefault();
    const name = own ?? chosen.name.trim();
    if (own !== null || !chosen.isNew) return start(name);
    create.mutate({ name, from: at }, { onSuccess: () => start(name) });
  }
  function start(branch: string) {
    if (!edit) return;
    if (target.ids === null) return setReady(branch);
    const edits = target.ids.flatMap(recordId =>
      Object.entries(edit.set).map(([path, value]) => ({
        recordKind: "trajectory" as const,
        recordId,
        path,
        value,
      })),
    );
    commit.mutate({ branch, message, edits }, { onSuccess: () => onDone(branch) });
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      size={ready ? "lg" : "md"}
      title={`${bulkLabels[action]}: ${count(target.total)} ${target.total === 1 ? "trajectory" : "trajectories"}`}
    >
      {ready !== null && edit ? (
        <BulkPreview
          workspace={workspace}
          branch={ready}
          message={message}
          filter={target.filter}
          set={edit.set}
          onClose={onClose}
          onDone={() => onDone(ready)}
        />
      ) : (
        <form onSubmit={submit} className={classes.form}>
          <BulkFields form={form} onChange={setForm} />
          {own === null ? (
            <BranchChoice workspace={workspace} value={chosen} onChange={setChosen} />
          ) : (
            <p className={classes.words}>
              On <code>{own}</code>, as one commit.
            </p>
          )}
          {create.error && (
            <p role="alert" className={classes.refused}>
              {reasonOf(create.error)}
            </p>
          )}
          <div className={classes.actions}>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="filled"
              loading={create.isPending || commit.isPending}
              disabled={!edit || (own === null && chosen.name.trim() === "")}
            >
              {target.ids === null ? "Preview" : bulkLabels[action]}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
