import { type ColumnDef, createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import { atRef } from "#components/curation/refs.ts";
import type { ColumnPlace } from "#components/data-table/column-place.ts";
import type { DataTableFeatures } from "#components/data-table/data-table.tsx";
import { Chip, Tag } from "#components/ui/chip.tsx";
import { count, decimal } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { TrajectoryItem } from "#lib/slices/schemas.ts";
import classes from "./columns.module.css";
import { Outcome } from "./outcome.tsx";
import { pairsText } from "./standing.ts";

const fixedPlaces = {
  task: { label: "Task", minWidthPx: 160, grows: 4, sort: "task" },
  agent: { label: "Agent", minWidthPx: 96, grows: 1, sort: "agent" },
  model: { label: "Model", minWidthPx: 118, grows: 1, sort: "model" },
  outcome: { label: "Outcome", minWidthPx: 94 },
  steps: { label: "Steps", minWidthPx: 66, sort: "steps", isNumber: true },
  tools: { label: "Tool calls", minWidthPx: 92, isNumber: true },
  tokens: { label: "Tokens", minWidthPx: 92, sort: "tokens", isNumber: true },
  pairs: { label: "Pairs", minWidthPx: 106, sort: "wins" },
  tags: { label: "Tags", minWidthPx: 112 },
  source: { label: "Source", minWidthPx: 110 },
  clientId: { label: "Client id", minWidthPx: 150, grows: 1 },
  started: { label: "Started", minWidthPx: 98, sort: "started", isNumber: true },
  arrived: { label: "Arrived", minWidthPx: 98, sort: "seq", isNumber: true },
} satisfies Record<string, ColumnPlace>;

type FixedColumn = keyof typeof fixedPlaces;
const shownAtFirst: FixedColumn[] = [
  "task",
  "agent",
  "model",
  "outcome",
  "steps",
  "pairs",
  "tags",
  "arrived",
];
const rewardPrefix = "reward:";
/** So many reward columns stand there without being asked for. */
const rewardsAtFirst = 1;

/** Wide enough for the usual name, and never so wide that one column takes the table. */
function rewardWidthPx(name: string): number {
  return Math.max(76, Math.min(132, 28 + 7 * name.length));
}

export function isColumnId(id: string): boolean {
  return id in fixedPlaces || id.startsWith(rewardPrefix);
}

/** Every column in its order, with one for each reward, behind the outcome. */
export function columnPlaces(rewardNames: readonly string[]): Record<string, ColumnPlace> {
  const rewards = rewardNames.map(name => [
    rewardPrefix + name,
    { label: name, minWidthPx: rewardWidthPx(name), isNumber: true },
  ]);
  const fixed = Object.entries(fixedPlaces);
  const behind = fixed.findIndex(([id]) => id === "outcome") + 1;
  return Object.fromEntries([...fixed.slice(0, behind), ...rewards, ...fixed.slice(behind)]);
}

export function defaultColumns(rewardNames: readonly string[]): string[] {
  const rewards = rewardNames.slice(0, rewardsAtFirst).map(name => rewardPrefix + name);
  const shown = new Set<string>([...shownAtFirst, ...rewards]);
  return Object.keys(columnPlaces(rewardNames)).filter(id => shown.has(id));
}

type Column = ColumnDef<DataTableFeatures, TrajectoryItem, unknown>;
type Cell = (item: TrajectoryItem) => React.ReactNode;

const helper = createColumnHelper<DataTableFeatures, TrajectoryItem>();

export function trajectoryColumns(workspace: string, rewardNames: readonly string[], at: string): Column[] {
  const cells: Record<FixedColumn, Cell> = {
    task: item => (
      <Link
        href={atRef(`/${workspace}/trajectories/${item.trajectoryId}`, at)}
        prefetch={false}
        className={classes.task}
        title={item.title ?? item.task}
      >
        {item.excluded && <Chip tone="warn">excluded</Chip>} {item.title ?? item.task}
      </Link>
    ),
    agent: item => <Name text={item.agent} />,
    model: item => <Name text={item.model} quiet />,
    outcome: item => <Outcome outcome={item.outcome} status={item.status} />,
    steps: item => count(item.stepCount),
    tools: item => count(item.toolCallCount),
    tokens: item => count(item.tokenCount),
    pairs: pairsText,
    tags: item => <Tags tags={item.tags} />,
    source: item => <Name text={item.source} quiet />,
    clientId: item => <Name text={item.clientId} quiet />,
    started: item => (
      <span className={classes.quiet}>{item.startedAt && <Moment at={item.startedAt} />}</span>
    ),
    arrived: item => (
      <span className={classes.quiet}>
        <Moment at={item.createdAt} />
      </span>
    ),
  };
  const all: Record<string, Cell> = { ...cells };
  for (const name of rewardNames) all[rewardPrefix + name] = item => <Reward value={item.rewards[name]} />;
  return Object.keys(columnPlaces(rewardNames)).map(id =>
    helper.display({ id, cell: ({ row }) => all[id]?.(row.original) }),
  );
}

function Name({ text, quiet }: { text: string | null; quiet?: boolean }) {
  if (text === null) return <span className={classes.none}>–</span>;
  return (
    <span className={quiet ? classes.quietName : classes.name} title={text}>
      {text}
    </span>
  );
}

function Reward({ value }: { value: number | undefined }) {
  return value === undefined ? <span className={classes.none}>–</span> : decimal(value);
}

/** The first tag, and how many more: a row is one line. */
function Tags({ tags }: { tags: string[] }) {
  const [first] = tags;
  if (first === undefined) return null;
  return (
    <span className={classes.tags} title={tags.join(", ")}>
      <Tag>{first}</Tag>
      {tags.length > 1 && <span className={classes.quiet}>+{tags.length - 1}</span>}
    </span>
  );
}
