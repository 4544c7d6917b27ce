"use client";

import { useState } from "react";
import { useStartJob } from "#components/ui/jobs.ts";

export interface Upload {
  key: number;
  name: string;
  sizeBytes: number;
  /** Null until the server has all the bytes and answers with the job. */
  jobId: string | null;
  error: unknown;
}

/** Files on their way to the server, each ending in an import job. They are sent one after another. */
export function useUploads(workspace: string) {
  const start = useStartJob(workspace);
  const [uploads, setUploads] = useState<Upload[]>([]);

  function change(key: number, next: Partial<Upload>) {
    setUploads(all => all.map(upload => (upload.key === key ? { ...upload, ...next } : upload)));
  }

  async function add(files: readonly File[]) {
    const fresh = files.map((file, place) => ({ file, key: Date.now() + place }));
    setUploads(all => [
      ...fresh.map(({ file, key }) => ({
        key,
        name: file.name,
        sizeBytes: file.size,
        jobId: null,
        error: null,
      })),
      ...all,
    ]);
    for (const { file, key } of fresh) {
      try {
        const job = await start.mutateAsync({ path: "imports", query: { name: file.name }, body: file });
        change(key, { jobId: job.jobId });
      } catch (error) {
        change(key, { error });
      }
    }
  }

  return { uploads, add };
}
