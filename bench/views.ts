import { countSlice, selectTrajectoryPage } from "#db/queries/slices/page-trajectories.ts";
import { type Tx, withWorkspace } from "#db/tenancy.ts";
import { useLocalDatabase } from "#lib/cli/local-database.ts";
import { createBranch } from "#lib/curation/create-branch.ts";
import type { Predicate } from "#lib/query/predicate.ts";
import type { Context } from "#lib/service/context.ts";
import { countCap, listTrajectories } from "#lib/slices/list-trajectories.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";
import { localContext } from "#lib/workspaces/local-context.ts";
import { type Figure, median, type Point, quantile } from "./figures.ts";
import { countPlain, countPlainCapped, selectPlainPage } from "./plain-page.ts";
import { secondsOf } from "./product.ts";
import type { Setting } from "./setting.ts";
import { writeCommit, writeLog, writeOverlay } from "./synthetic-log.ts";

const rowsOfPage = 50;
const branchPercent = 6;
const mainPercent = 60;
const timesMeasured = 20;

const filters = [
  "",
  'outcome == "success"',
  'agent == "agent-3" && step_count > 30',
  'reward["score"] >= 0.5',
  '"hard" in tags',
];
const countedFilters = ["", 'outcome == "success"'];

interface Place {
  name: string;
  ref: string;
}

/** Pages and counts at views: of main, of a branch, of an old seq, and of main once edits cover most of it. */
export async function views(setting: Setting): Promise<Figure[]> {
  const figures = new Map<string, Figure>();
  for (const size of setting.sizes(50_000, 200_000, 1_000_000)) {
    const { workspaceId } = await setting.product.createWorkspace();
    const context = localContext(workspaceId, "bench");
    const measure = (places: Place[]) =>
      useLocalDatabase(async () => {
        for (const place of places) await measurePlace(figures, context, place, size, setting.repetitions);
      });
    const log = await writeLog(setting.product.database, workspaceId, size);
    await overlaid(setting, context, "edited", log.lastSeq);
    const old = { name: "an old seq of main", ref: `main@${log.middleSeq}` };
    const branch = { name: `a branch that edits ${branchPercent}%`, ref: "edited" };
    await measure([{ name: "main", ref: "main" }, old, branch]);
    const { database } = setting.product;
    const merged = { branchId: workspaceId, no: 1, seq: log.lastSeq + 1 };
    await writeCommit(database, workspaceId, merged);
    await writeOverlay(database, workspaceId, { ...merged, seq: log.lastSeq, percent: mainPercent });
    await overlaid(setting, context, "edited-again", merged.seq);
    await measure([
      { name: `main, ${mainPercent}% of it edited`, ref: "main" },
      { name: `${branch.name} over ${mainPercent}% edited on main`, ref: "edited-again" },
    ]);
  }
  return [...figures.values()];
}

/** A branch of main with an overlay of its own. */
async function overlaid(
  { product }: Setting,
  context: Context,
  name: string,
  baseSeq: number,
): Promise<void> {
  const { workspaceId } = context;
  await useLocalDatabase(() => createBranch(context, { name }));
  const { rows } = await product.database.query<{ branchId: string }>(
    `SELECT branch_id AS "branchId" FROM branch WHERE workspace_id = $1 AND name = $2`,
    [workspaceId, name],
  );
  const [branch] = rows;
  if (!branch) throw new Error(`there is no branch ${name}`);
  const own = { branchId: branch.branchId, no: 1, seq: baseSeq };
  await writeCommit(product.database, workspaceId, own);
  await writeOverlay(product.database, workspaceId, { ...own, percent: branchPercent });
}

async function measurePlace(
  figures: Map<string, Figure>,
  context: Context,
  { name, ref }: Place,
  size: number,
  repetitions: number,
): Promise<void> {
  const { workspaceId } = context;
  const add = (what: string, goal: string, point: Point) => {
    const figure = figures.get(what);
    const peer = "the plain SELECT of the same on open facts, as the same role";
    if (figure) figure.points.push(point);
    else
      figures.set(what, {
        what,
        goal,
        peer,
        unit: "trajectories",
        measure: "wait",
        ratio: "times",
        points: [point],
      });
  };
  for (const filter of filters) {
    const { predicate } = planCondition(filter, "trajectory");
    const point = await sideBySide(
      context,
      ref,
      timesMeasured * repetitions,
      (tx, view) =>
        selectTrajectoryPage(tx, {
          workspaceId,
          view,
          predicate,
          limit: rowsOfPage,
          after: null,
          sort: "seq",
          descending: true,
        }),
      tx => selectPlainPage(tx, workspaceId, predicate, rowsOfPage),
    );
    const waits: number[] = [];
    for (let done = 0; done < timesMeasured * repetitions; done++)
      waits.push(await secondsOf(() => listTrajectories(context, { at: ref, filter, limit: rowsOfPage })));
    const what = `Page of ${rowsOfPage} at ${name}${ofFilter(filter)}; p95 of the whole read`;
    add(what, "<= 3x, p95 <= 50 ms", { size, ...point, p95: quantile(waits, 0.95) });
  }
  for (const filter of countedFilters) {
    const { predicate } = planCondition(filter, "trajectory");
    const counted = (
      cap: number | null,
      times: number,
      plain: (tx: Tx, of: Predicate | null) => Promise<void>,
    ) =>
      sideBySide(
        context,
        ref,
        times,
        (tx, view) => countSlice(tx, "trajectory", { workspaceId, view, predicate }, cap),
        tx => plain(tx, predicate),
      );
    const exact = await counted(null, repetitions, (tx, of) => countPlain(tx, workspaceId, of));
    add(`Exact count at ${name}${ofFilter(filter)}`, "(none)", { size, ...exact });
    const capped = await counted(countCap, timesMeasured, (tx, of) =>
      countPlainCapped(tx, workspaceId, of, countCap),
    );
    add(`Count up to ${countCap} at ${name}${ofFilter(filter)}`, "(none)", { size, ...capped });
  }
}

function ofFilter(filter: string): string {
  return filter === "" ? "" : `, ${filter}`;
}

/** Medians of a statement at a view and of its plain peer, in turns on one connection. */
async function sideBySide(
  { workspaceId }: Context,
  ref: string,
  times: number,
  ours: (tx: Tx, view: Awaited<ReturnType<typeof resolveRef>>) => Promise<unknown>,
  peer: (tx: Tx) => Promise<unknown>,
): Promise<{ ours: number; peer: number }> {
  return withWorkspace(workspaceId, async tx => {
    const view = await resolveRef(tx, workspaceId, ref);
    const taken = { ours: [] as number[], peer: [] as number[] };
    for (let done = 0; done < times; done++) {
      taken.ours.push(await secondsOf(() => ours(tx, view)));
      taken.peer.push(await secondsOf(() => peer(tx)));
    }
    return { ours: median(taken.ours), peer: median(taken.peer) };
  });
}
