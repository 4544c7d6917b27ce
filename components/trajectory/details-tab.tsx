import type { ReactNode } from "react";
import { Tag } from "#components/ui/chip.tsx";
import { count } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import { FoldedText } from "./folded.tsx";
import classes from "./side-panel.module.css";
import type { TrajectoryFacts } from "./trajectory-facts.ts";

type Fact = [label: string, value: ReactNode];

/** Where the run comes from, in full. Rows without a value are left out. */
export function DetailsTab({ trajectory }: { trajectory: TrajectoryFacts }) {
  return (
    <>
      <Facts facts={listOf(trajectory)} />
      {trajectory.provenance && Object.keys(trajectory.provenance).length > 0 && (
        <>
          <h2 className={classes.heading}>Provenance</h2>
          <Facts
            facts={Object.entries(trajectory.provenance).map(([name, value]) => [words(name), String(value)])}
          />
        </>
      )}
      {trajectory.metadata && (
        <>
          <h2 className={classes.heading}>Metadata</h2>
          <FoldedText text={trajectory.metadata} />
        </>
      )}
      {trajectory.tools && (
        <>
          <h2 className={classes.heading}>Tools given to the model</h2>
          <FoldedText text={trajectory.tools} />
        </>
      )}
    </>
  );
}

function listOf(trajectory: TrajectoryFacts): Fact[] {
  const facts: [string, ReactNode][] = [
    ["task", <code key="task">{trajectory.task}</code>],
    ["id", <code key="id">{trajectory.trajectoryId}</code>],
    ["client id", trajectory.clientId && <code key="client">{trajectory.clientId}</code>],
    ["source", trajectory.source],
    ["log number", count(trajectory.seq)],
    ["arrived", <Moment key="arrived" at={trajectory.createdAt} />],
    ["started", trajectory.startedAt && <Moment key="started" at={trajectory.startedAt} />],
    ["ended", trajectory.endedAt && <Moment key="ended" at={trajectory.endedAt} />],
    ["outcome reason", trajectory.outcomeReason],
    ["tool calls", count(trajectory.toolCallCount)],
    ["tokens", trajectory.tokenCount > 0 ? count(trajectory.tokenCount) : null],
    ["tags", trajectory.tags.length > 0 ? trajectory.tags.map(tag => <Tag key={tag}>{tag}</Tag>) : null],
  ];
  return facts.filter(([, value]) => value !== null && value !== "");
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `environmentVersion` as `environment version`. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
