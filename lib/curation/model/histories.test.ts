import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePool } from "#db/client.ts";
import { cloneDatabase, type TestDatabase } from "#db/testing.ts";
import type { Context } from "#lib/service/context.ts";
import { listComparisons } from "#lib/slices/list-comparisons.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { scopes } from "#lib/workspaces/schemas.ts";
import { type History, histories } from "./acts.ts";
import { Driver } from "./drive-history.ts";
import { entryRecords } from "./entries.ts";
import { seen, showComparisons, showContent, showTrajectories } from "./show.ts";

/** Holds branches, merges and reads at any ref to a model that keeps whole views and counts everything anew. */
const numRuns = process.env.ESPALIER_TEST_FULL ? 2000 : 200;
let database: TestDatabase;
let made = 0;

beforeAll(async () => {
  database = await cloneDatabase();
  process.env.DATABASE_URL = database.appUrl;
  process.env.ESPALIER_SECRET = "a secret of the tests, 32 characters or more";
});
afterAll(async () => {
  await closePool();
  await database.drop();
});

async function freshDriver(): Promise<Driver> {
  made += 1;
  const { workspaceId, workspace } = await createWorkspace({ name: `w-${made}` });
  const context: Context = { workspaceId, workspace, principal: { kind: "local" }, scopes };
  const driver = new Driver(context);
  for (const batch of opening) await driver.append(batch.flatMap(entry => entryRecords(driver.model, entry)));
  for (const ref of ["main", "main", "b1"]) await driver.fork(ref);
  return driver;
}

/** What every history begins with, so that the acts have something to meet on. */
const opening: Parameters<typeof entryRecords>[1][][] = [
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

async function expectLists({ context, model, nameOf }: Bound, ref: string): Promise<void> {
  const view = model.view(ref);
  const trajectories = showTrajectories(model, view);
  const comparisons = showComparisons(model, view);
  const listed = await listTrajectories(context, { at: ref, sort: "seq", limit: 200 });
  expect(
    listed.items.map(row => likeModel(row, trajectories[0], nameOf)),
    `trajectories at ${ref}`,
  ).toEqual(trajectories);
  expect(listed.ref).toBe(
    view.point.branch === "main" ? `main@${view.seq}` : `${view.point.branch}@${view.point.no}`,
  );
  const pairs = await listComparisons(context, { at: ref, limit: 200 });
  expect(
    pairs.items.toReversed().map(row => likeModel(row, comparisons[0], nameOf)),
    `comparisons at ${ref}`,
  ).toEqual(comparisons);
}

type Shown = ReturnType<typeof showTrajectories>[number];
const filters: [string, (row: Shown) => boolean][] = [
  ["excluded", row => row.excluded],
  ['outcome == "success"', row => row.outcome === "success"],
  ['!("raw" in tags)', row => !row.tags.includes("raw")],
  ['reward["x"] > 0.5', row => (row.rewards.x ?? 0) > 0.5],
  ["wins > 0 && task == 't'", row => row.wins > 0 && row.task === "t"],
];

async function expectFiltered({ context, model }: Bound, ref: string, pick: number): Promise<void> {
  const [filter, matches] = filters[pick % filters.length] ?? ["excluded", row => row.excluded];
  const { items, total } = await listTrajectories(context, {
    at: ref,
    filter,
    sort: "seq",
    limit: 200,
    count: "exact",
  });
  const expected = showTrajectories(model, model.view(ref)).filter(matches);
  expect(
    items.map(row => row.clientId),
    `${filter} at ${ref}`,
  ).toEqual(expected.map(row => row.clientId));
  expect(total).toBe(expected.length);
}

async function expectContent({ context, model, idOf }: Bound, ref: string, pick: number): Promise<void> {
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

interface Bound {
  context: Context;
  model: Driver["model"];
  idOf(name: string): string;
  nameOf(id: string): string;
}

async function live(history: History): Promise<void> {
  const driver = await freshDriver();
  const bound = {
    context: driver.context,
    model: driver.model,
    idOf: driver.idOf.bind(driver),
    nameOf: driver.nameOf.bind(driver),
  };
  for (const { what, look } of history) {
    const moved = await driver.act(what);
    for (const ref of moved) await expectLists(bound, ref);
    const refs = [...moved, ...driver.model.refs()];
    const ref = refs[look.ref % refs.length] ?? "main";
    await expectLists(bound, ref);
    await expectFiltered(bound, ref, look.filter);
    await expectContent(bound, ref, look.record);
  }
}

test("whatever happens, every ref shows what the model shows", { timeout: 1_800_000 }, async () => {
  await fc.assert(fc.asyncProperty(histories(12), live), {
    numRuns,
    seed: process.env.SEED ? Number(process.env.SEED) : undefined,
    endOnFailure: !!process.env.NOSHRINK,
  });
});
