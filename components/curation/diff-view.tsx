"use client";

import { Select } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { Figures } from "#components/ui/figures.tsx";
import { count, counted } from "#components/ui/format.ts";
import table from "#components/ui/list-table.module.css";
import { EmptyState } from "#components/ui/notice.tsx";
import { Card } from "#components/ui/page.tsx";
import type { RefDiff } from "#lib/curation/schemas.ts";
import classes from "./diff-view.module.css";
import { RecordChanges } from "./record-changes.tsx";
import { atRef } from "./refs.ts";
import { statisticsRows } from "./statistics-rows.ts";

/** Records added, removed and changed, and how the figures moved. */
export function DiffView({ workspace, diff }: { workspace: string; diff: RefDiff }) {
  const { said } = diff;
  return (
    <div className={classes.view}>
      <Figures
        figures={[
          { label: "Changed", value: count(diff.recordCount), note: counted(diff.changeCount, "field") },
          { label: "Added", value: count(diff.added.count), note: "trajectories" },
          { label: "Removed", value: count(diff.removed.count), note: "trajectories" },
          { label: "Votes", value: count(said.preferences), note: "said between them" },
          { label: "Rewards", value: count(said.rewards), note: "said between them" },
        ]}
      />
      <div className={classes.columns}>
        <Changes workspace={workspace} diff={diff} />
        <div className={classes.side}>
          <Statistics diff={diff} />
          <Records workspace={workspace} title="Added" at={diff.to} records={diff.added} />
          <Records workspace={workspace} title="Removed" at={diff.from} records={diff.removed} />
        </div>
      </div>
    </div>
  );
}

const everything = "all fields";

function Changes({ workspace, diff }: { workspace: string; diff: RefDiff }) {
  const [wanted, setWanted] = useState(everything);
  const kinds = [...new Set(diff.changes.map(change => fieldKind(change.path)))].sort();
  const shown = diff.changes.filter(change => wanted === everything || fieldKind(change.path) === wanted);
  if (diff.changes.length === 0)
    return <EmptyState title="No field differs">Both show the same edits.</EmptyState>;
  return (
    <section aria-label="Changes">
      {kinds.length > 1 && (
        <Select
          aria-label="Fields"
          className={classes.kinds}
          data={[everything, ...kinds]}
          value={wanted}
          onChange={value => setWanted(value ?? everything)}
        />
      )}
      <RecordChanges workspace={workspace} changes={shown} beforeAt={diff.from} at={diff.to} />
      {diff.changeCount > diff.changes.length && (
        <p className={classes.quiet}>
          The first {count(diff.changes.length)} of {counted(diff.changeCount, "field")}.
        </p>
      )}
    </section>
  );
}

function fieldKind(path: string): string {
  return path.split("/")[0] ?? path;
}

function Statistics({ diff }: { diff: RefDiff }) {
  const rows = statisticsRows(diff.statistics.from, diff.statistics.to);
  return (
    <Card title="How the figures moved" flush>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>Figure</th>
              <th data-number>{diff.from}</th>
              <th data-number>{diff.to}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.label}>
                <td>{row.label}</td>
                <td data-number data-quiet>
                  {count(row.from)}
                </td>
                <td data-number>{row.from === row.to ? count(row.to) : <strong>{count(row.to)}</strong>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface RecordsProps {
  workspace: string;
  title: string;
  at: string;
  records: RefDiff["added"];
}

/** Links shown of many. */
const shownRecords = 20;

function Records({ workspace, title, at, records }: RecordsProps) {
  if (records.count === 0) return null;
  return (
    <Card title={title} note={counted(records.count, "trajectory", "trajectories")}>
      <ul className={classes.records}>
        {records.trajectoryIds.slice(0, shownRecords).map(id => (
          <li key={id}>
            <Link href={atRef(`/${workspace}/trajectories/${id}`, at)} prefetch={false}>
              run …{id.slice(-8)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
