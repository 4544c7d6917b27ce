import { expect } from "vitest";
import { listComparisons } from "#lib/slices/list-comparisons.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";
import type { Entry } from "./acts.ts";
import { Driver } from "./drive-history.ts";
import { entryRecords } from "./entries.ts";
import { seen, showComparisons, showContent, showTrajectories } from "./show.ts";

/** Holds what a real workspace shows to its model. */

const _made = 0;

/** A new workspace with a few runs, pairs and votes, and branches `b1`, `b2` from main and `b3` from `b1`. */
export async function freshDriver(): Promise<Driver> {
  const context = await freshWorkspace();
  const driver = new Driver(context);
  for (const batch of opening) await driver.append(batch.flatMap(entry => entryRecords(driver.model, entry)));
  for (const ref of ["main", "main", "b1"]) await driver.fork(ref);
  return driver;
}

/** What every history begins with, so that the acts have something to meet on. */
const opening: Entry[][] = [
  [0, 1, 2].map(n => ({ entry: "run", tagged: n > 0, steps: n + 1 })),
  [
    { entry: "comparison", a: 0, b: 1 },
    { entry: "comparison", a: 1, b: 2 },
    { entry: "reward", of: 1, name: "x", kind: "env", value: 1 },
  ],
  [
    { entry: "vote", of: 0, rater: "human:x", verdict: "a", strength: 2, withdrawn: false },
    { entry: "vote", of: 1, rater: "human:x", verdict: "b", strength: undefined, withdrawn: false },
  ],
];

/** Of a row, what the model knows of it. */
function likeModel(
  row: Record<string, unknown>,
  model: Record<string, unknown> | undefined,
  nameOf: (id: string) => string,
) {
  return Object.fromEntries(
    Object.keys(model ?? row).map(key => [
      key,
      /TrajectoryId$/.test(key) ? nameOf(String(row[key])) : row[key],
    ]),
  );
}

type Shown = ReturnType<typeof showTrajectories>[number];
const filters: [string, (row: Shown) => boolean][] = [
  ["excluded", row => row.excluded],
  ['outcome == "success"', row => row.outcome === "success"],
  ['!("raw" in tags)', row => !row.tags.includes("raw")],
  ['reward["x"] > 0.5', row => (row.rewards.x ?? 0) > 0.5],
  ['wins > 0 && task == "t"', row => row.wins > 0 && row.task === "t"],
];

/** The lists at a ref; where a filter is picked, what it leaves of the trajectories, and how many. */
export async function expectLists(
  { context, model, nameOf }: Driver,
  ref: string,
  pick?: number,
): Promise<void> {
  const view = model.view(ref);
  const picked = pick === undefined ? undefined : filters[pick % filters.length];
  const [filter, matches] = picked ?? [undefined, () => true];
  const all = showTrajectories(model, view);
  const query = filter === undefined ? {} : { filter, count: "exact" };
  const listed = await listTrajectories(context, { at: ref, sort: "seq", limit: 200, ...query });
  const rows = listed.items.map(row => likeModel(row, all[0], nameOf));
  expect(rows, `trajectories at ${ref}, ${filter}`).toEqual(all.filter(matches));
  if (filter !== undefined) expect(listed.total).toBe(rows.length);
  const { branch, no } = view.point;
  expect(listed.ref).toBe(branch === "main" ? `main@${view.seq}` : `${branch}@${no}`);
  const comparisons = showComparisons(model, view);
  const pairs = await listComparisons(context, { at: ref, limit: 200 });
  const found = pairs.items.toReversed().map(row => likeModel(row, comparisons[0], nameOf));
  expect(found, `comparisons at ${ref}`).toEqual(comparisons);
}

export async function expectContent(
  { context, model, idOf }: Driver,
  ref: string,
  pick: number,
): Promise<void> {
  const view = model.view(ref);
  const all = seen(model, view, "trajectory");
  const trajectory = all[pick % all.length];
  if (!trajectory) return;
  const page = await readTrajectory(context, { trajectoryId: idOf(trajectory.id ?? ""), at: ref });
  const { steps, metadata, outcomeReason } = page;
  const rewardHistory = page.rewardHistory.map(({ name, value, rater, voided }) => ({
    name,
    value,
    rater,
    voided,
  }));
  const sides = page.comparisonSides.map(side => side.clientId);
  expect(
    { steps, metadata: metadata ?? {}, outcomeReason, rewardHistory, sides },
    `${trajectory.id} at ${ref}`,
  ).toEqual(showContent(model, view, trajectory));
}
