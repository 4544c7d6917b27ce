import { type ColumnDef, createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ColumnPlace } from "#components/data-table/column-place.ts";
import type { DataTableFeatures } from "#components/data-table/data-table.tsx";
import { Chip, Tag } from "#components/ui/chip.tsx";
import { count, decimal } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { TrajectoryItem } from "#lib/slices/schemas.ts";
import classes from "./columns.module.css";
import { Outcome } from "./outcome.tsx";
import { pairsText } from "./standing.ts";

export const columnPlaces = {
  task: { label: "Task", width: "minmax(220px, 1fr)", sort: "task" },
  agent: { label: "Agent", width: "minmax(90px, 150px)", sort: "agent" },
  model: { label: "Model", width: "minmax(90px, 170px)", sort: "model" },
  outcome: { label: "Outcome", width: "108px" },
  reward: { label: "Reward", width: "112px", isNumber: true },
  steps: { label: "Steps", width: "84px", sort: "steps", isNumber: true },
  tools: { label: "Tool calls", width: "96px", isNumber: true },
  tokens: { label: "Tokens", width: "96px", sort: "tokens", isNumber: true },
  pairs: { label: "Pairs", width: "120px", sort: "wins" },
  tags: { label: "Tags", width: "130px" },
  source: { label: "Source", width: "120px" },
  clientId: { label: "Client id", width: "160px" },
  started: { label: "Started", width: "112px", sort: "started", isNumber: true },
  arrived: { label: "Arrived", width: "112px", sort: "seq", isNumber: true },
} satisfies Record<string, ColumnPlace>;

export type ColumnId = keyof typeof columnPlaces;
export const columnIds = Object.keys(columnPlaces);
export const defaultColumns: readonly string[] = [
  "task",
  "agent",
  "model",
  "outcome",
  "reward",
  "steps",
  "pairs",
  "tags",
  "arrived",
];

type Column = ColumnDef<DataTableFeatures, TrajectoryItem, unknown>;
type Cell = (item: TrajectoryItem) => React.ReactNode;

const helper = createColumnHelper<DataTableFeatures, TrajectoryItem>();

export function trajectoryColumns(workspace: string): Column[] {
  const cells: Record<ColumnId, Cell> = {
    task: item => (
      <Link
        href={`/${workspace}/trajectories/${item.trajectoryId}`}
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
    reward: item => <Rewards rewards={item.rewards} />,
    steps: item => count(item.stepCount),
    tools: item => count(item.toolCallCount),
    tokens: item => count(item.tokenCount),
    pairs: pairsText,
    tags: item => (
      <span className={classes.tags}>
        {item.tags.map(tag => (
          <Tag key={tag}>{tag}</Tag>
        ))}
      </span>
    ),
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
  return Object.entries(cells).map(([id, cell]) =>
    helper.display({ id, cell: ({ row }) => cell(row.original) }),
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

/** One reward stands as its number; where several are, the first by name, and how many more. */
function Rewards({ rewards }: { rewards: Record<string, number> }) {
  const all = Object.entries(rewards).sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = all;
  if (!first) return <span className={classes.none}>–</span>;
  const title = all.map(([name, value]) => `${name} ${decimal(value, 4)}`).join(", ");
  return (
    <span title={title}>
      {decimal(first[1])}
      {all.length > 1 && <span className={classes.quiet}> +{all.length - 1}</span>}
    </span>
  );
}
