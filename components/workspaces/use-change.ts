"use client";

import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { type ApiRequest, callApi, callApiQuietly, reasonOf, workspaceUrl } from "#components/ui/api.ts";

interface Change {
  path: string;
  method: NonNullable<ApiRequest["method"]>;
  body?: unknown;
  /** What to say when it is done. */
  done: string;
}

/** A change whose answer nobody reads: done, said, and the page read again. */
export function useChange(workspace: string) {
  const router = useRouter();
  return useMutation({
    mutationFn: ({ path, method, body }: Change) =>
      callApiQuietly(workspaceUrl(workspace, path), { method, body }),
    onSuccess: (_answer, { done }) => {
      notifications.show({ message: done });
      router.refresh();
    },
    onError: error => notifications.show({ color: "red", message: reasonOf(error) }),
  });
}

/** Makes something whose answer is shown once. */
export function useCreate<Schema extends z.ZodType>(workspace: string, path: string, schema: Schema) {
  const router = useRouter();
  return useMutation({
    mutationFn: (body: unknown) => callApi(schema, workspaceUrl(workspace, path), { method: "POST", body }),
    onSuccess: () => router.refresh(),
  });
}
