"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { callApi, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import { committedSchema, type FieldChangeItem } from "#lib/curation/schemas.ts";
import { branchPath } from "./refs.ts";
import classes from "./use-commit.module.css";

export type FieldEdit = Pick<FieldChangeItem, "recordKind" | "recordId" | "path"> & { value?: unknown };

interface Edit {
  branch: string;
  message: string;
  edits: FieldEdit[];
}

/** Everything that shows records or branches is read again. */
export function useReadAgain(workspace: string) {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(() => {
    for (const key of ["trajectories", "branches", "history", "merge-requests"])
      void queries.invalidateQueries({ queryKey: [key, workspace] });
    router.refresh();
  }, [queries, router, workspace]);
}

export function sayRefused(error: unknown) {
  notifications.show({ color: "red", message: reasonOf(error) });
}

/** Edits fields as one commit; a toast says which, and takes it back. */
export function useCommit(workspace: string) {
  const readAgain = useReadAgain(workspace);
  const said = useSayCommitted(workspace);
  return useMutation({
    mutationFn: ({ branch, message, edits }: Edit) =>
      callApi(committedSchema, workspaceUrl(workspace, branchPath(branch, "/edits")), {
        method: "POST",
        body: { message, edits },
      }),
    onSuccess: ({ ref, no }, { branch, message }) => {
      readAgain();
      said({ branch, no, ref, message });
    },
    onError: sayRefused,
  });
}

interface Said {
  branch: string;
  no: number;
  ref: string;
  message: string;
}

/** Says a commit, with the way back. */
export function useSayCommitted(workspace: string) {
  const revert = useRevert(workspace);
  const undo = revert.mutate;
  return useCallback(
    ({ branch, no, ref, message }: Said) => {
      const id = `commit-${ref}`;
      notifications.show({
        id,
        message: (
          <span className={classes.toast}>
            <span>
              {message} <code>{ref}</code>
            </span>
            <Button
              size="compact-sm"
              onClick={() => {
                notifications.hide(id);
                undo({ branch, no, message });
              }}
            >
              Undo
            </Button>
          </span>
        ),
      });
    },
    [undo],
  );
}

export function useRevert(workspace: string) {
  const readAgain = useReadAgain(workspace);
  return useMutation({
    mutationFn: ({ branch, no }: { branch: string; no: number; message: string }) =>
      callApi(committedSchema, workspaceUrl(workspace, branchPath(branch, `/commits/${no}/revert`)), {
        method: "POST",
      }),
    onSuccess: (_answer, { message }) => {
      readAgain();
      notifications.show({ message: `Undid “${message}”` });
    },
    onError: sayRefused,
  });
}
