"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { callApi, workspaceUrl } from "#components/ui/api.ts";
import { branchSchema, commitSchema } from "#lib/curation/schemas.ts";
import { branchPath } from "./refs.ts";

const branchListSchema = z.object({ items: z.array(branchSchema) });
const commitListSchema = z.object({ items: z.array(commitSchema) });

export const branchesKey = (workspace: string) => ["branches", workspace];

export function useBranches(workspace: string) {
  return useQuery({
    queryKey: branchesKey(workspace),
    queryFn: async ({ signal }) =>
      (await callApi(branchListSchema, workspaceUrl(workspace, "branches"), { signal })).items,
  });
}

/** The commits of a branch, newest first; asked for when somebody looks. */
export function useCommits(workspace: string, branch: string, enabled: boolean) {
  return useQuery({
    queryKey: [...branchesKey(workspace), branch, "commits"],
    queryFn: async ({ signal }) =>
      (await callApi(commitListSchema, workspaceUrl(workspace, branchPath(branch, "/commits")), { signal }))
        .items,
    enabled,
  });
}

export function useCreateBranch(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; from?: string; description?: string }) =>
      callApi(branchSchema, workspaceUrl(workspace, "branches"), { method: "POST", body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: branchesKey(workspace) }),
  });
}
