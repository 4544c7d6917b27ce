"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callApi, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import { counted } from "#components/ui/format.ts";
import { JobRow } from "#components/ui/job-row.tsx";
import { useJob, useStartJob } from "#components/ui/jobs.ts";
import { ErrorNotice } from "#components/ui/notice.tsx";
import { editPreviewSchema } from "#lib/curation/schemas.ts";
import classes from "./bulk-preview.module.css";
import { Difference } from "./change-view.tsx";
import form from "./form.module.css";
import { branchPath } from "./refs.ts";
import { useReadAgain } from "./use-commit.tsx";

interface BulkPreviewProps {
  workspace: string;
  branch: string;
  message: string;
  filter: string;
  set: Record<string, unknown>;
  onClose: () => void;
  onDone: () => void;
}

/** The first ten before and after, then the edit itself as a job that can be cancelled. */
export function BulkPreview({ workspace, branch, message, filter, set, onClose, onDone }: BulkPreviewProps) {
  const preview = useQuery({
    queryKey: ["branches", workspace, branch, "preview", filter, set],
    queryFn: ({ signal }) =>
      callApi(editPreviewSchema, workspaceUrl(workspace, branchPath(branch, "/slice-edits/preview")), {
        method: "POST",
        body: { filter, set },
        signal,
      }),
    staleTime: 0,
  });
  const start = useStartJob(workspace);
  const [jobId, setJobId] = useState<string | null>(null);
  const run = () =>
    start.mutate(
      { path: branchPath(branch, "/slice-edits"), body: { message, filter, set } },
      { onSuccess: job => setJobId(job.jobId) },
    );

  if (jobId !== null)
    return <Progress workspace={workspace} jobId={jobId} onClose={onClose} onDone={onDone} />;
  if (preview.isError)
    return (
      <ErrorNotice
        what="The edit could not be previewed."
        error={preview.error}
        onRetry={() => preview.refetch()}
      />
    );
  if (!preview.data) return <p className={form.words}>Looking at what it would change…</p>;
  const { count, samples } = preview.data;
  return (
    <div className={form.form}>
      <p className={form.words}>
        {counted(count, "trajectory matches", "trajectories match")} on <code>{branch}</code>.
        {samples.length > 0 ? " The first of them, before and after:" : " The first of them are so already."}
      </p>
      <ul className={classes.samples}>
        {samples.map(sample => (
          <li key={`${sample.recordId} ${sample.path}`} className={classes.sample}>
            <span className={classes.title}>{sample.title ?? sample.recordId}</span>
            <Difference path={sample.path} before={sample.before} after={sample.after} />
          </li>
        ))}
      </ul>
      {start.error && (
        <p role="alert" className={form.refused}>
          {reasonOf(start.error)}
        </p>
      )}
      <div className={form.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" onClick={run} loading={start.isPending} disabled={count === 0}>
          Apply to all {counted(count, "trajectory", "trajectories")}
        </Button>
      </div>
    </div>
  );
}

interface ProgressProps {
  workspace: string;
  jobId: string;
  onClose: () => void;
  onDone: () => void;
}

function Progress({ workspace, jobId, onClose, onDone }: ProgressProps) {
  const job = useJob(workspace, jobId);
  const readAgain = useReadAgain(workspace);
  const state = job.data?.state;
  useEffect(() => {
    if (state === "done") readAgain();
  }, [state, readAgain]);
  return (
    <div className={form.form}>
      {job.data && <JobRow workspace={workspace} job={job.data} />}
      <div className={form.actions}>
        {state === "done" ? (
          <Button variant="filled" onClick={onDone}>
            Show the branch
          </Button>
        ) : (
          <Button onClick={onClose}>Close, it goes on</Button>
        )}
      </div>
    </div>
  );
}
