"use client";

import { Button, Popover } from "@mantine/core";
import { reasonOf } from "#components/ui/api.ts";
import { JobRow } from "#components/ui/job-row.tsx";
import { isJobActive } from "#components/ui/jobs.ts";
import classes from "./publish-next.module.css";
import { usePublish } from "./use-publish.ts";

interface PublishNextProps {
  workspace: string;
  corpus: string;
  next: number;
}

/** Publishes what the corpus's slice holds now as its next version. */
export function PublishNext({ workspace, corpus, next }: PublishNextProps) {
  const { publish, job } = usePublish(workspace);
  const isBusy = publish.isPending || (job !== null && isJobActive(job));
  return (
    <Popover opened={job !== null || publish.isError} position="bottom-end" shadow="md" width={320}>
      <Popover.Target>
        <Button loading={isBusy} onClick={() => publish.mutate({ corpus })}>
          Publish v{next}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.progress}>
        {publish.error && <p role="alert">{reasonOf(publish.error)}</p>}
        {job && <JobRow workspace={workspace} job={job} />}
      </Popover.Dropdown>
    </Popover>
  );
}
