import type { RefDiff } from "#lib/curation/schemas.ts";

type Statistics = RefDiff["statistics"]["from"];

interface StatisticsRow {
  label: string;
  from: number;
  to: number;
}

/** The figures of two refs side by side; a distribution gives a row for each value that either has. */
export function statisticsRows(from: Statistics, to: Statistics): StatisticsRow[] {
  const row = (label: string, of: (statistics: Statistics) => number) => ({
    label,
    from: of(from),
    to: of(to),
  });
  const spread = (prefix: string, of: (statistics: Statistics) => Record<string, number>) =>
    [...new Set([...Object.keys(of(from)), ...Object.keys(of(to))])]
      .sort()
      .map(name => row(`${prefix} ${name}`, statistics => of(statistics)[name] ?? 0));
  return [
    row("trajectories", statistics => statistics.trajectories),
    row("excluded", statistics => statistics.excluded),
    row("steps", statistics => statistics.steps),
    ...spread("outcome", statistics => statistics.outcomes),
    row("comparisons", statistics => statistics.comparisons),
    ...spread("verdict", statistics => statistics.verdicts),
  ];
}
