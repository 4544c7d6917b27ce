"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { callApi, isProblem, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { type ConflictItem, committedSchema, conflictSchema } from "#lib/curation/schemas.ts";
import { type Choice, ConflictChoice } from "./conflict-choice.tsx";
import form from "./form.module.css";
import { branchPath } from "./refs.ts";
import { useReadAgain } from "./use-commit.tsx";

interface UpdateDialogProps {
  workspace: string;
  branch: string;
  onClose: () => void;
}

const conflictsSchema = z.array(conflictSchema);

interface Decision {
  choice: Choice;
  value: unknown;
}

const keyOf = (conflict: ConflictItem) => `${conflict.recordId} ${conflict.path}`;

/** Moves a branch onto main as that is now; fields that both changed are decided first. */
export function UpdateDialog({ workspace, branch, onClose }: UpdateDialogProps) {
  const [decisions, setDecisions] = useState<ReadonlyMap<string, Decision>>(new Map());
  const update = useUpdate(workspace, branch, onClose);
  const conflicts = conflictsIn(update.error);
  const undecided = conflicts.filter(conflict => !decisions.has(keyOf(conflict))).length;

  function send() {
    const resolutions = conflicts.flatMap(conflict => {
      const decision = decisions.get(keyOf(conflict));
      const { recordKind, recordId, path } = conflict;
      return decision ? [{ recordKind, recordId, path, value: decision.value }] : [];
    });
    update.mutate({ resolutions });
  }
  function choose(conflict: ConflictItem, choice: Choice, value: unknown) {
    const chosen = choice === "value" ? value : conflict[choice];
    setDecisions(before => new Map(before).set(keyOf(conflict), { choice, value: chosen }));
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      size={conflicts.length > 0 ? "xl" : "md"}
      title={`Update ${branch} from main`}
    >
      <div className={form.form}>
        {conflicts.length === 0 ? (
          <p className={form.words}>
            It will see what main has now. Its own edits stay over it; fields that both changed are asked
            about.
          </p>
        ) : (
          <p className={form.words}>{reasonOf(update.error)}</p>
        )}
        {conflicts.map((conflict, place) => (
          <ConflictChoice
            key={keyOf(conflict)}
            workspace={workspace}
            conflict={conflict}
            label={`conflict ${place + 1} of ${conflicts.length}`}
            title={`${conflict.recordKind} …${conflict.recordId.slice(-8)}`}
            ours="main"
            theirs={branch}
            chosen={decisions.get(keyOf(conflict))?.choice ?? null}
            onChoose={(choice, value) => choose(conflict, choice, value)}
          />
        ))}
        {update.error && conflicts.length === 0 && (
          <p role="alert" className={form.refused}>
            {reasonOf(update.error)}
          </p>
        )}
        <div className={form.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" loading={update.isPending} disabled={undecided > 0} onClick={send}>
            {undecided > 0 ? `${undecided} to decide` : "Update"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function useUpdate(workspace: string, branch: string, onDone: () => void) {
  const readAgain = useReadAgain(workspace);
  return useMutation({
    mutationFn: (body: { resolutions: unknown[] }) =>
      callApi(committedSchema, workspaceUrl(workspace, branchPath(branch, "/update")), {
        method: "POST",
        body,
      }),
    onSuccess: ({ ref }) => {
      readAgain();
      notifications.show({ message: `Updated: ${ref}` });
      onDone();
    },
  });
}

function conflictsIn(error: unknown): ConflictItem[] {
  if (!isProblem(error) || error.code !== "merge_conflict") return [];
  const read = conflictsSchema.safeParse(error.members.conflicts);
  return read.success ? read.data : [];
}
