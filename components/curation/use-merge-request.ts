"use client";

import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { callApiQuietly, workspaceUrl } from "#components/ui/api.ts";
import { sayRefused, useReadAgain } from "./use-commit.tsx";

interface Act {
  /** Behind the request's own path: `approvals`, `merge`; empty for the request itself. */
  path: string;
  method?: "POST" | "PATCH";
  body?: unknown;
  /** What to say when it is done; left out where the page shows it. */
  done?: string;
}

/** Everything that is done to a merge request. What is refused is said, and the page shows how it stands now. */
export function useMergeRequest(workspace: string, number: number) {
  const readAgain = useReadAgain(workspace);
  return useMutation({
    mutationFn: ({ path, method = "POST", body }: Act) =>
      callApiQuietly(workspaceUrl(workspace, `merge-requests/${number}${path && `/${path}`}`), {
        method,
        body,
      }),
    onSuccess: (_answer, { done }) => {
      if (done) notifications.show({ message: done });
    },
    onError: sayRefused,
    onSettled: readAgain,
  });
}

export type MergeRequestActs = ReturnType<typeof useMergeRequest>;
