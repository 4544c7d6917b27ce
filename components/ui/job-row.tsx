"use client";

import { Button, Progress } from "@mantine/core";
import type { JobItem } from "#lib/jobs/schemas.ts";
import { count } from "./format.ts";
import { resultText } from "./job-result.ts";
import classes from "./job-row.module.css";
import { isJobActive, useCancelJob } from "./jobs.ts";
import { Moment } from "./moment.tsx";

const stateWords: Record<JobItem["state"], string> = {
  queued: "waiting for a worker",
  running: "running",
  done: "✓ done",
  failed: "✕ failed",
  cancelled: "cancelled",
};

/** A job as one entry: what it is, how far it is, and Cancel while it runs. */
export function JobRow({ workspace, job }: { workspace: string; job: JobItem }) {
  const cancel = useCancelJob(workspace);
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span className={classes.title}>{job.title}</span>
        {isJobActive(job) ? (
          <Button size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate(job.jobId)}>
            Cancel
          </Button>
        ) : (
          <span className={classes.when}>{job.finishedAt && <Moment at={job.finishedAt} />}</span>
        )}
      </div>
      {isJobActive(job) && <JobProgressBar job={job} />}
      <div className={classes.state} data-failed={job.state === "failed" || undefined}>
        {job.error ?? resultText(job) ?? progressText(job)}
      </div>
    </div>
  );
}

export function JobProgressBar({ job }: { job: JobItem }) {
  const { progress } = job;
  const share = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : null;
  return (
    <Progress
      value={share ?? 100}
      animated={share === null}
      striped={share === null}
      size={6}
      color="leaf"
      transitionDuration={200}
      aria-label={`${job.title}: ${progressText(job)}`}
      className={classes.bar}
    />
  );
}

export function progressText(job: JobItem): string {
  const { progress, state } = job;
  if (!isJobActive(job) || progress === null) return stateWords[state];
  const done =
    progress.total === null ? count(progress.done) : `${count(progress.done)} of ${count(progress.total)}`;
  return `${progress.message ? `${progress.message}, ` : ""}${done} ${progress.unit}`;
}
