"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { callApi, workspaceUrl } from "#components/ui/api.ts";
import { type RecipeName, recipePreviewSchema } from "#lib/corpora/schemas.ts";

/** What publishing would write now: how many records, the first rows, and what would be left out. */
export function usePreview(workspace: string, recipe: RecipeName, filter: string) {
  return useQuery({
    queryKey: ["preview", workspace, recipe, filter],
    queryFn: ({ signal }) =>
      callApi(recipePreviewSchema, workspaceUrl(workspace, `recipes/${recipe}/preview`), {
        method: "POST",
        body: { filter },
        signal,
      }),
    enabled: filter !== "",
    placeholderData: keepPreviousData,
  });
}
