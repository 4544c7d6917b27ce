import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { BranchSwitcher } from "#components/curation/branch-switcher.tsx";
import { RecordProvider } from "#components/curation/record-context.tsx";
import { RecordEdits } from "#components/curation/record-edits.tsx";
import { refIn } from "#components/curation/refs.ts";
import { Minimap } from "#components/trajectory/minimap.tsx";
import { Outcome } from "#components/trajectory/outcome.tsx";
import { Run } from "#components/trajectory/run.tsx";
import { SidePanel } from "#components/trajectory/side-panel.tsx";
import { pairsText } from "#components/trajectory/standing.ts";
import { factsOf } from "#components/trajectory/trajectory-facts.ts";
import { Chip } from "#components/ui/chip.tsx";
import { counted, decimal } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { isEspalierError } from "#lib/service/errors.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";
import { promptText } from "#lib/trajectories/prompt-text.ts";
import { requireReader } from "../../require-reader.ts";
import classes from "./page.module.css";

interface PageProps {
  params: Promise<{ workspace: string; trajectoryId: string }>;
  searchParams: Promise<{ at?: string | string[] }>;
}

const read = cache(async (workspace: string, trajectoryId: string, at: string) => {
  const context = await requireReader(workspace);
  try {
    return {
      context,
      trajectory: await readTrajectory(context, { trajectoryId: decodeURIComponent(trajectoryId), at }),
    };
  } catch (error) {
    if (isEspalierError(error) && (error.family === "not_found" || error.family === "invalid")) notFound();
    throw error;
  }
});

async function askedRef(searchParams: PageProps["searchParams"]): Promise<string> {
  return refIn([(await searchParams).at].flat()[0]);
}

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { workspace, trajectoryId } = await params;
  const { trajectory } = await read(workspace, trajectoryId, await askedRef(searchParams));
  return { title: trajectory.title ?? trajectory.task };
}

export default async function Trajectory({ params, searchParams }: PageProps) {
  const { workspace, trajectoryId } = await params;
  const at = await askedRef(searchParams);
  const { context, trajectory } = await read(workspace, trajectoryId, at);
  const mayCurate = context.scopes.includes("curate");
  const { steps } = trajectory;
  const marks = steps.map(step => ({
    idx: step.idx,
    role: step.role,
    letters:
      step.content.length + (step.toolCalls ?? []).reduce((sum, call) => sum + call.arguments.length, 0),
    tools: (step.toolCalls ?? [])
      .map(call => call.name)
      .concat(step.role === "tool" && step.name ? [step.name] : []),
  }));
  const pairs = pairsText(trajectory);
  const me = context.principal.kind === "member" ? context.principal.memberId : null;
  const place = { workspace, trajectoryId: trajectory.trajectoryId, at, me, mayCurate };
  return (
    <RecordProvider {...place}>
      <div className={classes.screen}>
        <BranchSwitcher workspace={workspace} mayCurate={mayCurate} pinned={trajectory.ref} />
        <header className={classes.top}>
          <div className={classes.line}>
            <h1 className={classes.title}>
              {titleOf(trajectory.title ?? promptText(null, steps) ?? trajectory.task)}
            </h1>
            {mayCurate && (
              <RecordEdits
                task={trajectory.task}
                outcome={trajectory.outcome}
                excluded={trajectory.excluded}
                tags={trajectory.tags}
              />
            )}
          </div>
          <div className={classes.facts}>
            {(trajectory.outcome || trajectory.status === "running") && (
              <Outcome outcome={trajectory.outcome} status={trajectory.status} />
            )}
            {trajectory.excluded && <Chip tone="warn">excluded</Chip>}
            {trajectory.agent && <code>{trajectory.agent}</code>}
            {trajectory.model && <code className={classes.quiet}>{trajectory.model}</code>}
            {Object.entries(trajectory.rewards).map(([name, value]) => (
              <span key={name}>
                {name} <strong className={classes.number}>{decimal(value)}</strong>
              </span>
            ))}
            {pairs && <span>{pairs}</span>}
            <span className={classes.quiet}>{counted(trajectory.stepCount, "step")}</span>
            <span className={classes.quiet}>
              <Moment at={trajectory.startedAt ?? trajectory.createdAt} />
            </span>
          </div>
        </header>
        <Minimap steps={marks} />
        <div className={classes.run}>
          {steps.length > 0 ? <Run steps={steps} /> : <EmptyState title="No step has arrived yet" />}
        </div>
        <SidePanel workspace={workspace} trajectory={factsOf(trajectory)} />
      </div>
    </RecordProvider>
  );
}

const longestTitle = 160;

function titleOf(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line;
}
