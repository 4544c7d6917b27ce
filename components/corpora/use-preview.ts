"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { callApi, workspaceUrl } from "#components/ui/api.ts";
import { leftOutSchema, type RecipeName } from "#lib/corpora/schemas.ts";

const previewSchema = z.object({
  count: z.number(),
  rows: z.array(z.record(z.string(), z.unknown())),
  leftOut: z.array(leftOutSchema),
});
export type Preview = z.infer<typeof previewSchema>;

/** What publishing would write now: how many rows, the first of them, and what would be left out. */
export function usePreview(workspace: string, recipe: RecipeName, filter: string) {
  return useQuery({
    queryKey: ["preview", workspace, recipe, filter],
    queryFn: ({ signal }) =>
      callApi(previewSchema, workspaceUrl(workspace, `recipes/${recipe}/preview`), {
        method: "POST",
        body: { filter },
        signal,
      }),
    enabled: filter !== "",
    placeholderData: keepPreviousData,
  });
}
