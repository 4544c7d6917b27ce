"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Chip } from "#components/ui/chip.tsx";
import { counted } from "#components/ui/format.ts";
import type { FieldChangeItem } from "#lib/curation/schemas.ts";
import { ChangeView } from "./change-view.tsx";
import { groupChanges, type TitledChange } from "./group-changes.ts";
import classes from "./record-changes.module.css";
import { atRef } from "./refs.ts";

interface RecordChangesProps {
  workspace: string;
  changes: TitledChange[];
  /** The ref that shows fields as they were before; null where nobody can tell. */
  beforeAt: string | null;
  /** The ref that links to records read. */
  at: string;
  /** Stands under a record's changes. */
  below?: (recordId: string) => ReactNode;
}

/** Records shown before somebody asks for more. */
const firstShown = 20;

/** Changes by record. Many records with the one same change are one entry. */
export function RecordChanges({ workspace, changes, beforeAt, at, below }: RecordChangesProps) {
  const [shown, setShown] = useState(firstShown);
  const groups = groupChanges(changes);
  return (
    <div className={classes.records}>
      {groups.slice(0, shown).map(group => (
        <section key={group.recordIds[0]} className={classes.record}>
          <div className={classes.head}>
            {group.recordIds.length > 1 ? (
              <Chip>{counted(group.recordIds.length, "record")}</Chip>
            ) : (
              <RecordName workspace={workspace} at={at} change={group.changes[0]} title={group.title} />
            )}
          </div>
          {group.changes.map(change => (
            <ChangeView
              key={change.path}
              workspace={workspace}
              change={change}
              beforeAt={beforeAt}
              afterAt={at}
            />
          ))}
          {group.recordIds.length > 1 && (
            <SameRecords workspace={workspace} at={at} recordIds={group.recordIds} changes={changes} />
          )}
          {group.recordIds.length === 1 && below?.(group.recordIds[0] ?? "")}
        </section>
      ))}
      {groups.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + 100)}>Show more of {groups.length}</Button>
        </div>
      )}
    </div>
  );
}

interface RecordNameProps {
  workspace: string;
  at: string;
  change: FieldChangeItem | undefined;
  title: string | null;
}

function RecordName({ workspace, at, change, title }: RecordNameProps) {
  if (!change) return null;
  const words = title ?? `${change.recordKind} …${change.recordId.slice(-8)}`;
  if (change.recordKind !== "trajectory") return <span className={classes.name}>{words}</span>;
  return (
    <Link
      href={atRef(`/${workspace}/trajectories/${change.recordId}`, at)}
      prefetch={false}
      className={classes.link}
    >
      {words}
    </Link>
  );
}

interface SameRecordsProps {
  workspace: string;
  at: string;
  recordIds: string[];
  changes: TitledChange[];
}

function SameRecords({ workspace, at, recordIds, changes }: SameRecordsProps) {
  return (
    <details className={classes.same}>
      <summary>which</summary>
      <ul>
        {recordIds.slice(0, 200).map(recordId => {
          const change = changes.find(one => one.recordId === recordId);
          return (
            <li key={recordId}>
              <RecordName workspace={workspace} at={at} change={change} title={change?.title ?? null} />
            </li>
          );
        })}
      </ul>
    </details>
  );
}
