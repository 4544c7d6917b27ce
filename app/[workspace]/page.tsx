import { AddMenu } from "#components/capture/add-menu.tsx";
import { FirstImport } from "#components/capture/first-import.tsx";
import { JudgeButton } from "#components/capture/judge-button.tsx";
import { Figures } from "#components/ui/figures.tsx";
import { count, decimal } from "#components/ui/format.ts";
import table from "#components/ui/list-table.module.css";
import { Moment } from "#components/ui/moment.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { NextSteps } from "#components/workspaces/next-steps.tsx";
import type { WorkspaceOverview } from "#lib/slices/schemas.ts";
import { workspaceOverview } from "#lib/slices/workspace-overview.ts";
import classes from "./page.module.css";
import { requireReader } from "./require-reader.ts";

export default async function Overview({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  const overview = await workspaceOverview(context);
  const mayImport = context.scopes.includes("ingest");
  const mayPublish = context.scopes.includes("publish");
  if (overview.trajectories === 0) return <FirstImport workspace={context.workspace} mayImport={mayImport} />;
  const rewardNames = [...overview.rewards].sort((a, b) => b.count - a.count).map(reward => reward.name);
  return (
    <Page
      title={context.workspace}
      lead={
        overview.lastAppendAt && (
          <>
            Last record arrived <Moment at={overview.lastAppendAt} />
          </>
        )
      }
      actions={mayImport && <AddMenu workspace={workspace} mayJudge={mayPublish} rewardNames={rewardNames} />}
    >
      <div className={classes.stack}>
        <NextSteps
          workspace={workspace}
          overview={overview}
          mayLabel={context.scopes.includes("label")}
          mayPublish={mayPublish}
          judge={
            mayPublish &&
            rewardNames.length > 0 && <JudgeButton workspace={workspace} rewardNames={rewardNames} />
          }
        />
        <Figures figures={figuresOf(workspace, overview)} />
        <Rewards workspace={workspace} rewards={overview.rewards} />
      </div>
    </Page>
  );
}

function figuresOf(workspace: string, overview: WorkspaceOverview) {
  const slice = (filter: string) => `/${workspace}/trajectories?filter=${encodeURIComponent(filter)}`;
  return [
    { label: "Trajectories", value: count(overview.trajectories), href: `/${workspace}/trajectories` },
    {
      label: "Steps",
      value: count(overview.steps),
      note: `${decimal(overview.steps / overview.trajectories, 1)} a run`,
    },
    {
      label: "Pairs",
      value: count(overview.comparisons),
      note: "compared so far",
      href: slice("comparisons > 0"),
    },
    {
      label: "Decided",
      value: count(overview.decided),
      note: `${count(overview.undecided)} undecided`,
      href: slice("decided > 0"),
    },
    { label: "Votes", value: count(overview.preferences), note: "of all raters" },
    {
      label: "Corpora",
      value: count(overview.corpora),
      note: overview.latestSnapshot ?? "none yet",
      href: `/${workspace}/corpora`,
    },
  ];
}

function Rewards({ workspace, rewards }: { workspace: string; rewards: WorkspaceOverview["rewards"] }) {
  if (rewards.length === 0) return null;
  return (
    <Card title="Rewards" flush>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>Name</th>
              <th data-number>Trajectories</th>
              <th data-number>Mean</th>
            </tr>
          </thead>
          <tbody>
            {rewards.map(reward => (
              <tr key={reward.name}>
                <td data-grow>
                  <a
                    className={table.link}
                    href={`/${workspace}/trajectories?filter=${encodeURIComponent(`reward[${JSON.stringify(reward.name)}] != null`)}`}
                  >
                    {reward.name}
                  </a>
                </td>
                <td data-number>{count(reward.count)}</td>
                <td data-number>{decimal(reward.mean, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
