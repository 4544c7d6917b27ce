"use client";

import { Progress } from "@mantine/core";
import { useEffect } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { byteSize } from "#components/ui/format.ts";
import { JobRow } from "#components/ui/job-row.tsx";
import { isJobActive, useJob } from "#components/ui/jobs.ts";
import { importResultSchema } from "#lib/jobs/schemas.ts";
import { ImportReceipt } from "./import-receipt.tsx";
import classes from "./upload-row.module.css";
import type { Upload } from "./use-uploads.ts";

interface UploadRowProps {
  workspace: string;
  upload: Upload;
  /** Called once when the job has ended, however it ended. */
  onEnded: () => void;
}

/** One file from upload to receipt. */
export function UploadRow({ workspace, upload, onEnded }: UploadRowProps) {
  const job = useJob(workspace, upload.jobId);
  const ended = job.data !== undefined && !isJobActive(job.data);
  useEffect(() => {
    if (ended) onEnded();
  }, [ended, onEnded]);
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
