import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { counted } from "#components/ui/format.ts";
import { Card } from "#components/ui/page.tsx";
import type { WorkspaceOverview } from "#lib/slices/schemas.ts";
import classes from "./next-steps.module.css";

interface NextStepsProps {
  workspace: string;
  overview: WorkspaceOverview;
  mayLabel: boolean;
  mayPublish: boolean;
  judge: ReactNode;
}

/** Capture, judge, publish: how far each is, and the next thing to press. */
export function NextSteps({ workspace, overview, mayLabel, mayPublish, judge }: NextStepsProps) {
  const { comparisons, decided, undecided, latestSnapshot } = overview;
  return (
    <Card>
      <ol className={classes.steps}>
        <Step
          isDone
          title="Capture"
          words={`${counted(overview.trajectories, "trajectory", "trajectories")}, ${counted(overview.steps, "step")}`}
        >
          <ButtonLink href={`/${workspace}/trajectories`}>Look through them</ButtonLink>
        </Step>
        <Step
          isDone={decided > 0}
          title="Judge"
          words={
            comparisons === 0
              ? "No pair yet: two runs of one task make one"
              : `${counted(decided, "pair")} decided${undecided > 0 ? `, ${undecided} undecided` : ""}`
          }
        >
          {mayLabel && (
            <ButtonLink href={`/${workspace}/label`} variant={decided === 0 ? "filled" : "default"}>
              Label
            </ButtonLink>
          )}
          {judge}
        </Step>
        <Step
          isDone={latestSnapshot !== null}
          title="Publish"
          words={latestSnapshot === null ? "Nothing published yet" : `Latest is ${latestSnapshot}`}
        >
          {mayPublish && (
            <ButtonLink
              href={`/${workspace}/corpora/new`}
              variant={decided > 0 && latestSnapshot === null ? "filled" : "default"}
            >
              New corpus
            </ButtonLink>
          )}
          {latestSnapshot !== null && (
            <ButtonLink href={`/${workspace}/corpora/${latestSnapshot.replace("@", "/")}`}>
              Open {latestSnapshot}
            </ButtonLink>
          )}
        </Step>
      </ol>
    </Card>
  );
}

interface StepProps {
  isDone: boolean;
  title: string;
  words: string;
  children: ReactNode;
}

function Step({ isDone, title, words, children }: StepProps) {
  return (
    <li className={classes.step}>
      <span className={classes.mark} data-done={isDone || undefined} aria-hidden="true">
        {isDone ? "✓" : "○"}
      </span>
      <div className={classes.words}>
        <h2 className={classes.title}>{title}</h2>
        <div className={classes.state}>{words}</div>
      </div>
      <div className={classes.actions}>{children}</div>
    </li>
  );
}
