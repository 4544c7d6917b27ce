"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { callApiQuietly, workspaceUrl } from "#components/ui/api.ts";
import { useJob, useStartJob } from "#components/ui/jobs.ts";
import { type CreateCorpusInput, publishResultSchema } from "#lib/corpora/schemas.ts";

/** Publishes the next version of a corpus, made first where it is new, and goes to its page when it is there. */
export function usePublish(workspace: string) {
  const router = useRouter();
  const start = useStartJob(workspace);
  const publish = useMutation({
    mutationFn: async (input: { corpus: string; create?: CreateCorpusInput }) => {
      if (input.create)
        await callApiQuietly(workspaceUrl(workspace, "corpora"), { method: "POST", body: input.create });
      return start.mutateAsync({ path: `corpora/${input.corpus}/snapshots`, body: {} });
    },
  });
  const job = useJob(workspace, publish.data?.jobId ?? null);
  const result = publishResultSchema.safeParse(job.data?.result);
  const snapshot = result.success ? result.data.snapshot : null;
  useEffect(() => {
    const [corpus, version] = snapshot?.split("@") ?? [];
    if (!corpus || !version) return;
    router.refresh();
    router.push(`/${workspace}/corpora/${corpus}/${version}`);
  }, [snapshot, router, workspace]);
  return { publish, job: job.data ?? null };
}
