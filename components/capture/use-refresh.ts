"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback } from "react";

/** What a job wrote shows up in every list and on every page at once. */
export function useRefresh(workspace: string): () => void {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(() => {
    void queries.invalidateQueries({ queryKey: ["trajectories", workspace] });
    void queries.invalidateQueries({ queryKey: ["jobs", workspace], exact: true });
    router.refresh();
  }, [queries, router, workspace]);
}
