"use client";

import { Indicator, Popover, UnstyledButton } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { JobRow } from "#components/ui/job-row.tsx";
import { isJobActive, useJobs } from "#components/ui/jobs.ts";
import classes from "./job-tray.module.css";

/** What runs in this workspace, and what ended lately. */
export function JobTray({ workspace }: { workspace: string }) {
  const jobs = useJobs(workspace);
  const list = jobs.data?.slice(0, 12) ?? [];
  const active = list.filter(isJobActive).length;
  return (
    <Popover position="bottom-end" shadow="md" width={380} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={active > 0 ? `Jobs, ${active} running` : "Jobs"}
        >
          <Indicator className={classes.icon} disabled={active === 0} processing size={8} color="leaf">
            <IconActivity size={18} stroke={1.6} aria-hidden="true" />
          </Indicator>
          {active > 0 && <span>{active} running</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.tray}>
        <h2 className={classes.title}>Jobs</h2>
        {list.length === 0 && <p className={classes.none}>Imports, judging and publishing show up here.</p>}
        {list.map(job => (
          <JobRow key={job.jobId} workspace={workspace} job={job} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
