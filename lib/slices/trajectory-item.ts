import type { TrajectoryRow } from "#db/queries/slices/page-trajectories.ts";
import type { TrajectoryItem } from "#lib/slices/schemas.ts";

/** Which rater kind speaks for a reward when several gave one. */
const rewardOrder = ["human", "env", "rule", "ai"];

export function trajectoryItem(row: TrajectoryRow): TrajectoryItem {
  const { sortKey, endedAt, rewards, tags, startedAt, createdAt, ...item } = row;
  return {
    ...item,
    rewards: rewardsByName(rewards ?? []),
    tags: tags ?? [],
    startedAt: startedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function rewardsByName(rewards: NonNullable<TrajectoryRow["rewards"]>): Record<string, number> {
  const ranked = rewards.toSorted((x, y) => rewardOrder.indexOf(y.kind) - rewardOrder.indexOf(x.kind));
  const byName = ranked.map(({ name, value }) => [name, value] as const);
  return Object.fromEntries(byName.toSorted(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0)));
}
