"use client";

import { Progress } from "@mantine/core";
import { Chip } from "#components/ui/chip.tsx";
import { count } from "#components/ui/format.ts";
import type { QueueProgress } from "#lib/labeling/schemas.ts";
import classes from "./queue-progress-line.module.css";

export function QueueProgressLine({ progress }: { progress: QueueProgress | null }) {
  if (!progress) return <span className={classes.words}> </span>;
  const all = progress.done + progress.open;
  return (
    <>
      <Chip>Compare</Chip>
      <span className={classes.words}>
        <strong>{count(progress.today)}</strong> today
      </span>
      <Progress
        className={classes.bar}
        value={all === 0 ? 100 : (100 * progress.done) / all}
        size={6}
        color="leaf"
        aria-label={`${count(progress.done)} of ${count(all)} pairs done`}
      />
      <span className={classes.words}>
        {count(progress.open)} {progress.open === 1 ? "pair" : "pairs"} left
      </span>
    </>
  );
}
