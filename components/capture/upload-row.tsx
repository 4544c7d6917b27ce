"use client";

import { Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { byteSize } from "#components/ui/format.ts";
import { JobRow } from "#components/ui/job-row.tsx";
import { isJobActive, useJob } from "#components/ui/jobs.ts";
import { importResultSchema, type JobItem } from "#lib/jobs/schemas.ts";
import { ImportReceipt } from "./import-receipt.tsx";
import classes from "./upload-row.module.css";
import type { Upload } from "./use-uploads.ts";

/** One file from upload to receipt. */
export function UploadRow({ workspace, upload }: { workspace: string; upload: Upload }) {
  const job = useJob(workspace, upload.jobId);
  useRefreshWhenEnded(workspace, job.data);
  if (upload.error)
    return (
      <div className={classes.row} role="alert">
        <strong>{upload.name}</strong> was not taken. {reasonOf(upload.error)}
      </div>
    );
  if (!job.data)
    return (
      <div className={classes.row}>
        Sending {upload.name}, {byteSize(upload.sizeBytes)}
        <Progress
          value={100}
          animated
          striped
          size={6}
          className={classes.bar}
          aria-label={`Sending ${upload.name}`}
        />
      </div>
    );
  const result = importResultSchema.safeParse(job.data.result);
  return (
    <div className={classes.row}>
      <JobRow workspace={workspace} job={job.data} />
      {result.success && <ImportReceipt result={result.data} />}
    </div>
  );
}

/** What a job wrote shows up in every list and on every page at once. */
export function useRefreshWhenEnded(workspace: string, job: JobItem | undefined) {
  const queries = useQueryClient();
  const router = useRouter();
  const ended = job !== undefined && !isJobActive(job);
  useEffect(() => {
    if (!ended) return;
    void queries.invalidateQueries({ queryKey: ["trajectories", workspace] });
    void queries.invalidateQueries({ queryKey: ["jobs", workspace], exact: true });
    router.refresh();
  }, [ended, queries, router, workspace]);
}
