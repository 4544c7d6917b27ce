import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExampleRows } from "#components/corpora/example-rows.tsx";
import { FilesCard } from "#components/corpora/files-card.tsx";
import { LeftOutList } from "#components/corpora/left-out.tsx";
import { LengthHistogram } from "#components/corpora/length-histogram.tsx";
import { PublishNext } from "#components/corpora/publish-next.tsx";
import { snapshotFigures } from "#components/corpora/snapshot-figures.ts";
import { UseIt } from "#components/corpora/use-it.tsx";
import { VersionMenu } from "#components/corpora/version-menu.tsx";
import { HeaderSlot } from "#components/shell/header-slot.tsx";
import { workspaceUrl } from "#components/ui/api.ts";
import { Chip } from "#components/ui/chip.tsx";
import { Figures } from "#components/ui/figures.tsx";
import { count, counted } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import { listSnapshots } from "#lib/corpora/list-snapshots.ts";
import { readExamples } from "#lib/corpora/read-examples.ts";
import { requireReader } from "../../../require-reader.ts";
import classes from "./page.module.css";

interface PageProps {
  params: Promise<{ workspace: string; corpus: string; version: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { corpus, version } = await params;
  return { title: `${corpus}@${version}` };
}

/** One frozen version: what is in it, what is not and why, and how to read it. */
export default async function Version({ params }: PageProps) {
  const { workspace, corpus, version: asked } = await params;
  const context = await requireReader(workspace);
  const version = Number(/^v(\d{1,9})$/.exec(asked)?.[1]);
  if (Number.isNaN(version)) notFound();
  const versions = (await listSnapshots(context, corpus)).toSorted((a, b) => b.version - a.version);
  const snapshot = versions.find(item => item.version === version);
  if (!snapshot) notFound();
  const before = versions.find(item => item.version < version);
  const latest = versions[0]?.version ?? version;
  const examples = await readExamples(context, { corpus, version });
  const left = snapshot.leftOut.reduce((sum, entry) => sum + entry.count, 0);
  const me = context.principal.kind === "member" ? context.principal.memberId : null;
  return (
    <Page
      title={
        <>
          <span>
            {corpus}
            <span className={classes.version}>@v{version}</span>
          </span>
          <Chip tone="leaf">published</Chip>
        </>
      }
      lead={
        <>
          <code>{snapshot.ref}</code> <code>{snapshot.filter}</code>, recipe <code>{snapshot.recipe}</code>.{" "}
          <span title={snapshot.publishedBy}>Published by {actorWords(snapshot.publishedBy, me)}</span>,{" "}
          <Moment at={snapshot.publishedAt} />
        </>
      }
      actions={
        context.scopes.includes("publish") && (
          <PublishNext workspace={workspace} corpus={corpus} next={latest + 1} />
        )
      }
    >
      <HeaderSlot>
        <VersionMenu
          workspace={workspace}
          corpus={corpus}
          current={version}
          versions={versions.map(item => ({
            version: item.version,
            rows: counted(item.rows, "row"),
            publishedAt: item.publishedAt,
          }))}
        />
      </HeaderSlot>
      <div className={classes.stack}>
        <Figures figures={snapshotFigures(snapshot, before)} />
        <div className={classes.columns}>
          <div className={classes.column}>
            <UseIt workspace={context.workspace} snapshot={snapshot} />
            <FilesCard
              address={workspaceUrl(workspace, `corpora/${corpus}/snapshots/v${version}`)}
              snapshot={snapshot}
            />
          </div>
          <div className={classes.column}>
            <Card title="Row length, characters" note="about 4 a token">
              <LengthHistogram bins={snapshot.statistics.lengthHistogram} />
            </Card>
            <Card title="Left out" note={`${count(left)} of ${count(snapshot.considered)}`}>
              <LeftOutList leftOut={snapshot.leftOut} />
            </Card>
          </div>
        </div>
        <ExampleRows rows={examples.map(row => JSON.stringify(row))} title="Example rows" />
      </div>
    </Page>
  );
}
