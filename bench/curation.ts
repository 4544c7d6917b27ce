import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { withWorkspace } from "#db/tenancy.ts";
import { useLocalDatabase } from "#lib/cli/local-database.ts";
import { createBranch } from "#lib/curation/create-branch.ts";
import { diffRefs } from "#lib/curation/diff-refs.ts";
import { editSlice } from "#lib/curation/edit-slice.ts";
import { mergeBranch } from "#lib/curation/merge-branch.ts";
import type { Context } from "#lib/service/context.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { localContext } from "#lib/workspaces/local-context.ts";
import { type Figure, median, type Point, quantile } from "./figures.ts";
import { secondsOf } from "./product.ts";
import type { Setting } from "./setting.ts";
import { analyze, writeLog } from "./synthetic-log.ts";

const branchesMade = 30;

/** Branches made, slices relabelled, merged while agents append, and compared. */
export async function curation(setting: Setting): Promise<Figure[]> {
  const wait = { peer: "(none)", measure: "wait", ratio: "times" } as const;
  const create: Figure = {
    ...wait,
    what: "Create a branch",
    goal: "<= 10 ms",
    unit: "trajectories",
    points: [],
  };
  const changed = { ...wait, unit: "changed records" };
  const relabel: Figure = {
    ...changed,
    what: "Relabel a slice on a branch",
    goal: "50k in <= 2 s",
    points: [],
  };
  const hide: Figure = { ...changed, what: "Exclude a slice on a branch", goal: "(none)", points: [] };
  const merge: Figure = {
    ...changed,
    what: "Merge into main without conflict, while agents append",
    goal: "50k in <= 2 s",
    points: [],
  };
  const stalled: Figure = {
    ...changed,
    what: "The longest append during that merge",
    goal: "<= 200 ms",
    points: [],
  };
  const diff: Figure = {
    ...changed,
    what: "Difference of a branch to main",
    goal: "5k in <= 200 ms",
    points: [],
  };
  for (const size of setting.sizes(50_000, 200_000, 1_000_000)) {
    const { workspaceId } = await setting.product.createWorkspace();
    const context = localContext(workspaceId, "bench");
    await writeLog(setting.product.database, workspaceId, size);
    await useLocalDatabase(async () => {
      create.points.push({ size, ...(await createBranches(context)) });
      relabel.points.push(
        await edited(context, "relabels", 'agent == "agent-3"', { outcome: { status: "failure" } }),
      );
      await analyze(setting.product.database);
      const merging = await mergedUnderLoad(context, "relabels");
      merge.points.push(merging.merge);
      stalled.points.push(merging.stalled);
      await edited(context, "redoes", 'task == "task-7"', { outcome: { status: "failure" } });
      diff.points.push(await compared(setting, context, "redoes"));
      hide.points.push(await edited(context, "excludes", 'agent == "agent-5"', { excluded: true }));
    });
  }
  return [create, relabel, hide, merge, stalled, diff];
}

async function createBranches(context: Context): Promise<Omit<Point, "size">> {
  const waits: number[] = [];
  for (let at = 0; at < branchesMade; at++)
    waits.push(await secondsOf(() => createBranch(context, { name: `branch-${at}` })));
  return { ours: median(waits), p95: quantile(waits, 0.95), peer: null };
}

async function edited(
  context: Context,
  branch: string,
  filter: string,
  set: Record<string, unknown>,
): Promise<Point> {
  await createBranch(context, { name: branch });
  let size = 0;
  const ours = await secondsOf(async () => {
    const { changes } = await editSlice({
      context,
      jobId: "bench",
      input: { branch, filter, set, message: "Bench" },
      createdBy: "local",
      report: async () => undefined,
      afterwards: () => undefined,
    });
    size = changes;
  });
  return { size, ours, peer: null };
}

const appendedSchema = z.object({ longest: z.number(), made: z.number() });

/** Appends touch a hundred of the records that are merged, too: their facts move under way. */
async function mergedUnderLoad(context: Context, source: string): Promise<{ merge: Point; stalled: Point }> {
  const { workspaceId } = context;
  const page = await listTrajectories(context, { at: source, filter: 'agent == "agent-3"', limit: 100 });
  const program = fileURLToPath(new URL("appender.ts", import.meta.url));
  const appender = fork(program, [workspaceId, ...page.items.map(item => item.trajectoryId)]);
  try {
    await once(appender, "message");
    let size = 0;
    const ours = await secondsOf(() =>
      withWorkspace(workspaceId, async tx => {
        const merged = await mergeBranch(tx, workspaceId, {
          source,
          target: "main",
          author: "local",
          message: "Bench",
        });
        size = merged.changes;
      }),
    );
    appender.send("stop");
    const [report] = await once(appender, "message");
    const { longest } = appendedSchema.parse(report);
    return { merge: { size, ours, peer: null }, stalled: { size, ours: longest, peer: null } };
  } finally {
    appender.kill();
  }
}

async function compared({ repetitions }: Setting, context: Context, branch: string): Promise<Point> {
  const waits: number[] = [];
  let size = 0;
  for (let done = 0; done < 3 * repetitions; done++) {
    waits.push(
      await secondsOf(async () => {
        size = (await diffRefs(context, { from: "main", to: branch })).changeCount;
      }),
    );
  }
  return { size, ours: median(waits), p95: quantile(waits, 0.95), peer: null };
}
