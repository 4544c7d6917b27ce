import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeRow } from "#lib/capture/sources/decoder.ts";
import { tauBench } from "#lib/capture/sources/importers/tau-bench.ts";
import { parseJson } from "#lib/formats/json.ts";
import type { ComparisonRecord, StepRecord, TrajectoryRecord } from "#lib/log/schemas.ts";
import { invalid } from "#lib/service/errors.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

/** Real runs, and what is made of them: copies under new ids, and pairs that part where an assistant decides. */

export type Run = TrajectoryRecord & { id: string; steps: Step[] };

export function readSourceRuns(): Run[] {
  const folder = process.env.ESPALIER_TEST_DATA ?? "../shared/data";
  const path = join(folder, "tau-bench", "gpt-4o-airline.json");
  if (!existsSync(path)) {
    throw invalid(
      `The runs to measure with are not at ${path}. Set ESPALIER_TEST_DATA to the folder of real data.`,
    );
  }
  const rows = parseJson(readFileSync(path, "utf8"));
  if (!Array.isArray(rows)) throw invalid(`${path} holds no list of runs.`);
  return rows.flatMap((value, at) => {
    const decoded = decodeRow(tauBench, { line: null, record: at + 1, value });
    if ("refused" in decoded) throw invalid(`${path}: ${decoded.refused}`);
    return decoded.group.filter(isRun);
  });
}

function isRun(record: { type: string }): record is Run {
  return record.type === "trajectory" && "id" in record && "steps" in record;
}

/** As many copies as hold about `steps` steps, each under ids of its own. */
export function copiesOf(runs: readonly Run[], steps: number, name: string): Run[] {
  const copies: Run[] = [];
  for (let count = 0; count < steps; ) {
    const run = runs[copies.length % runs.length];
    if (!run) throw new RangeError("there is no run to copy");
    const copy = renamed(run, `${name}/${copies.length}`);
    copies.push(copy);
    count += copy.steps.length;
  }
  return copies;
}

function renamed(run: Run, name: string): Run {
  return {
    ...run,
    id: `${run.id}/${name}`,
    task: `${run.task}/${name}`,
    rewards: run.rewards?.map(reward => ({ ...reward, id: `${run.id}/${name}/reward` })),
  };
}

/** Lists of whole runs that have about `steps` steps each. */
export function batchesOf(runs: readonly Run[], steps: number): Run[][] {
  const batches: Run[][] = [];
  let batch: Run[] = [];
  let count = 0;
  for (const run of runs) {
    batch.push(run);
    count += run.steps.length;
    if (count < steps) continue;
    batches.push(batch);
    batch = [];
    count = 0;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

/** A run's steps as the records of an agent that reports each as it happens. */
export function stepRecords(run: Run): StepRecord[] {
  return run.steps.map((step, idx) => ({ ...step, type: "step", trajectoryId: run.id, idx }));
}

const runsOfGroup = 4;
export const pairsOfGroup = (runsOfGroup * (runsOfGroup - 1)) / 2;

/**
 * Four runs of one task that are alike up to an assistant's turn in the middle and differ there, and the six comparisons
 * between them, each with one verdict: pairs that `dpo` takes.
 */
export function judgedGroup(run: Run, name: string): (Run | ComparisonRecord)[] {
  const base = renamed(run, name);
  const turns = [...base.steps.keys()].filter(at => base.steps[at]?.role === "assistant");
  const parting = turns[Math.floor(turns.length / 2)] ?? 0;
  const runs = Array.from({ length: runsOfGroup }, (_, variant): Run => {
    const steps = base.steps.map((step, at) => {
      if (at !== parting) return step;
      const other = base.steps[turns[(variant * 3 + 1) % turns.length] ?? 0];
      return { ...step, content: `${other?.content ?? ""}\n\nOption ${variant}.` };
    });
    const id = `${base.id}/${variant}`;
    return { ...base, id, steps, rewards: [] };
  });
  const comparisons = runs.flatMap((a, at) =>
    runs.slice(at + 1).map((b, place) => comparison(a, b, (at + place) % 2)),
  );
  return [...runs, ...comparisons];
}

function comparison(a: Run, b: Run, winner: number): ComparisonRecord {
  return {
    type: "comparison",
    id: `${a.id}|${b.id}`,
    aTrajectoryId: a.id,
    bTrajectoryId: b.id,
    preferences: [
      { id: `${a.id}|${b.id}/1`, rater: "human:bench", verdict: winner === 0 ? "a" : "b", strength: 2 },
    ],
  };
}
