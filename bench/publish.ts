import type { RecipeName } from "#lib/corpora/schemas.ts";
import { copyOut } from "./copy-peer.ts";
import { type Figure, median, type Point } from "./figures.ts";
import { concurrently, secondsOf, type Workspace } from "./product.ts";
import { publishedRows, rememberPartings } from "./published-rows.ts";
import { compared, type Setting } from "./setting.ts";
import { judgedGroup, pairsOfGroup } from "./source-runs.ts";
import { workerMemory } from "./worker-memory.ts";

/** Publishing, from the log to files in the local store, and publishing again after a little more arrived. */
export async function publish(setting: Setting): Promise<Figure[]> {
  const workspace = await setting.product.createWorkspace();
  const groups = new Groups(setting, workspace);
  const timed: Record<RecipeName, Point[]> = { dpo: [], reward: [] };
  const memory: Point[] = [];
  const next: Point[] = [];
  for (const recipe of ["dpo", "reward"] as const) {
    await workspace.post("/corpora", json({ name: recipe, filter: "pref != null", recipe }));
  }
  for (const size of setting.sizes(5_000, 10_000, 20_000)) {
    await groups.growTo(size);
    const pairs = groups.pairs;
    await setting.product.database.query(rememberPartings(workspace.workspaceId));
    const peakBytes: number[] = [];
    for (const recipe of ["dpo", "reward"] as const) {
      const rows = publishedRows(workspace.workspaceId, recipe);
      const point = await compared(setting, async () => {
        await workspace.forgetSegments();
        const watch = workerMemory(setting.product.home);
        const ours = await publishSeconds(setting, workspace, recipe);
        if (recipe === "dpo") peakBytes.push(watch());
        return { ours, peer: () => secondsOf(() => copyOut(setting.product.database, rows)) };
      });
      timed[recipe].push({ size: pairs, ...point });
    }
    memory.push({ size: pairs, ours: median(peakBytes), peer: null });
    await groups.growTo(size * 1.001);
    const again = await publishSeconds(setting, workspace, "dpo");
    next.push({ size: pairs, ours: again, peer: timed.dpo.at(-1)?.ours ?? null });
  }
  const timing = { unit: "pairs", measure: "seconds" } as const;
  return [
    {
      ...timing,
      what: "Publish dpo, worker to local store",
      peer: "COPY (SELECT ...) TO STDOUT of the same messages, where each pair parts given",
      goal: ">= 0.4x",
      ratio: "speed",
      points: timed.dpo,
    },
    {
      ...timing,
      what: "Publish reward, worker to local store",
      peer: "COPY (SELECT ...) TO STDOUT of the same messages",
      goal: ">= 0.4x",
      ratio: "speed",
      points: timed.reward,
    },
    {
      what: "Publish dpo, peak memory of the worker",
      peer: "nothing",
      goal: "<= 600 MB, flat",
      unit: "pairs",
      measure: "bytes",
      ratio: "share",
      points: memory.filter(point => point.ours > 0),
    },
    {
      ...timing,
      what: "Publish dpo again after 0.1% new rows",
      peer: "the full publish",
      goal: "<= 5%",
      ratio: "share",
      points: next,
    },
  ];
}

/** Seconds that the worker had the job: the queue's own clock, without the wait for its next look. */
async function publishSeconds(
  { product }: Setting,
  workspace: Workspace,
  corpus: RecipeName,
): Promise<number> {
  const job = await workspace.finish(await workspace.post(`/corpora/${corpus}/snapshots`, json({})));
  const { rows } = await product.database.query<{ seconds: number | null }>(
    `SELECT extract(epoch FROM j.finished_at - q.started_on)::float8 AS seconds
       FROM job j JOIN pgboss.job q ON q.data->>'jobId' = j.job_id::text WHERE j.job_id = $1`,
    [job.jobId],
  );
  const seconds = rows[0]?.seconds;
  if (!seconds) throw new Error("the queue does not know when the job ran");
  return seconds;
}

/** Judged groups of runs in the log, as many as were asked for. */
class Groups {
  pairs = 0;
  readonly #setting: Setting;
  readonly #workspace: Workspace;

  constructor(setting: Setting, workspace: Workspace) {
    this.#setting = setting;
    this.#workspace = workspace;
  }

  async growTo(pairs: number): Promise<void> {
    const { runs } = this.#setting;
    const names: number[] = [];
    for (; this.pairs < pairs; this.pairs += pairsOfGroup) names.push(this.pairs / pairsOfGroup);
    const batches: number[][] = [];
    for (let at = 0; at < names.length; at += 8) batches.push(names.slice(at, at + 8));
    await concurrently(batches, 4, batch => {
      const records = batch.flatMap(at => {
        const run = runs[at % runs.length];
        return run ? judgedGroup(run, `group/${at}`) : [];
      });
      return this.#workspace.post("/trajectories", json(records));
    });
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
