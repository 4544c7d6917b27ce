"use client";

import { Autocomplete, Button } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { counted } from "#components/ui/format.ts";
import { JobRow } from "#components/ui/job-row.tsx";
import { isJobActive, useJob, useStartJob } from "#components/ui/jobs.ts";
import { judgeResultSchema } from "#lib/jobs/schemas.ts";
import classes from "./judge-form.module.css";
import { useRefresh } from "./use-refresh.ts";

interface JudgeFormProps {
  workspace: string;
  /** Rewards known to be there, most frequent first. */
  rewardNames: string[];
}

/** A rule as rater: of two runs of one task, the one with more of a reward is preferred. */
export function JudgeForm({ workspace, rewardNames }: JudgeFormProps) {
  const [reward, setReward] = useState(rewardNames[0] ?? "");
  const start = useStartJob(workspace);
  const job = useJob(workspace, start.data?.jobId ?? null);
  const refresh = useRefresh(workspace);
  const ended = job.data !== undefined && !isJobActive(job.data);
  useEffect(() => {
    if (ended) refresh();
  }, [ended, refresh]);
  const result = judgeResultSchema.safeParse(job.data?.result);

  function submit(event: FormEvent) {
    event.preventDefault();
    start.mutate({ path: "judgements", body: { byReward: reward } });
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <Autocomplete
        label="Reward"
        description="Pairs of one task whose values of it differ are decided for the higher one. Values that are equal decide nothing."
        data={rewardNames}
        value={reward}
        onChange={setReward}
        required
      />
      <div>
        <Button type="submit" variant="filled" loading={start.isPending} disabled={reward === ""}>
          Judge
        </Button>
      </div>
      {start.error && (
        <p role="alert" className={classes.refused}>
          {reasonOf(start.error)}
        </p>
      )}
      {job.data && <JobRow workspace={workspace} job={job.data} />}
      {result.success && (
        <p className={classes.result}>
          {counted(result.data.preferences, "pair")} decided
          {result.data.unchanged > 0 && `, ${counted(result.data.unchanged, "pair")} unchanged`}.{" "}
          {result.data.preferences + result.data.unchanged > 0 && (
            <a href={`/${workspace}/corpora/new`} className={classes.next}>
              Publish them
            </a>
          )}
        </p>
      )}
    </form>
  );
}
