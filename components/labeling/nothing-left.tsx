"use client";

import { Button } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { count } from "#components/ui/format.ts";
import { EmptyState } from "#components/ui/notice.tsx";
import type { QueueProgress } from "#lib/labeling/schemas.ts";
import classes from "./nothing-left.module.css";

const checkMs = 30_000;

interface NothingLeftProps {
  workspace: string;
  isLead: boolean;
  progress: QueueProgress | null;
  onCheck: () => void;
}

/** The queue is empty for this labeler; it looks again by itself. */
export function NothingLeft({ workspace, isLead, progress, onCheck }: NothingLeftProps) {
  useInterval(onCheck, checkMs, { autoInvoke: true });
  return (
    <EmptyState title="Nothing left to judge">
      <p className={classes.words}>
        {progress &&
          progress.mine > 0 &&
          `You judged ${count(progress.mine)}, ${count(progress.today)} of them today. `}
        {isLead
          ? "Pairs come from tasks that have two or more trajectories. Import more, or publish what is decided."
          : "New pairs show up here by themselves."}
      </p>
      <div className={classes.actions}>
        <Button onClick={onCheck}>Look again</Button>
        {isLead && (
          <>
            <ButtonLink href={`/${workspace}/trajectories`}>Trajectories</ButtonLink>
            <ButtonLink variant="filled" href={`/${workspace}/corpora/new`}>
              Publish
            </ButtonLink>
          </>
        )}
      </div>
    </EmptyState>
  );
}
