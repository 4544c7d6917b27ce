import type { Figure } from "#components/ui/figures.tsx";
import { byteSize, count, counted, decimal, percent } from "#components/ui/format.ts";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";

/** The numbers on top of a version's page. */
export function snapshotFigures(snapshot: SnapshotItem, before: SnapshotItem | undefined): Figure[] {
  const { statistics } = snapshot;
  const reused = snapshot.files.filter(file => file.reused).length;
  return [
    { label: "Rows", value: count(snapshot.rows), note: changeText(snapshot, before) },
    {
      label: "Left out",
      value: count(snapshot.considered - snapshot.rows),
      note: `of ${counted(snapshot.considered, "record")}`,
    },
    {
      label: "Strength",
      value: statistics.meanStrength === null ? "–" : decimal(statistics.meanStrength),
      note: statistics.meanStrength === null ? "no vote stated one" : "mean of 1 to 3",
    },
    {
      label: "Vote share",
      value: statistics.meanVoteShare === null ? "–" : percent(statistics.meanVoteShare),
      note: "for the winner, mean",
    },
    {
      label: "Size",
      value: byteSize(snapshot.sizeBytes),
      note: `${counted(snapshot.files.length, "file")}${reused > 0 ? `, ${reused} reused` : ""}`,
    },
  ];
}

function changeText(snapshot: SnapshotItem, before: SnapshotItem | undefined): string {
  if (!before) return "first version";
  const change = snapshot.rows - before.rows;
  if (change === 0) return `as many as v${before.version}`;
  return `${change > 0 ? "+" : "−"}${count(Math.abs(change))} since v${before.version}`;
}
