import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ComparisonRecord, LogRecord, TrajectoryRecord } from "#lib/log/schemas.ts";
import type { DecodedRow } from "../decoder.ts";
import { decodeFile } from "./decode-file.ts";
import type { SourceFile } from "./source-file.ts";

const folder = process.env.ESPALIER_TEST_DATA ?? "../shared/data";

function realFile(name: string): { path: string; isMissing: boolean } {
  const path = join(folder, name);
  const isMissing = !existsSync(path);
  if (isMissing) {
    // biome-ignore lint/suspicious/noConsole: a skipped test says why.
    console.warn(`skipped: ${path} is not there; set ESPALIER_TEST_DATA to the folder of real data`);
  }
  return { path, isMissing };
}

interface Landed {
  format: string;
  refused: string[];
  warnings: string[];
  trajectories: TrajectoryRecord[];
  comparisons: ComparisonRecord[];
}

async function land(path: string): Promise<Landed> {
  await using handle = await open(path);
  const file: SourceFile = {
    name: path,
    sizeBytes: (await handle.stat()).size,
    slice: async (start, end) =>
      (await handle.read(new Uint8Array(end - start), 0, end - start, start)).buffer,
  };
  const { decoder, rows } = await decodeFile(file);
  const refused: string[] = [];
  const decoded: DecodedRow[] = [];
  for await (const row of rows) "refused" in row ? refused.push(row.refused) : decoded.push(row);
  const records = decoded.flatMap((row): LogRecord[] => row.group);
  return {
    format: decoder.format,
    refused,
    warnings: decoded.flatMap(row => row.warnings),
    trajectories: records.filter(record => record.type === "trajectory"),
    comparisons: records.filter(record => record.type === "comparison"),
  };
}

function countBy<Item>(items: readonly Item[], key: (item: Item) => string | number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(Object.groupBy(items, key)).map(([name, group]) => [name, group?.length ?? 0]),
  );
}

describe("tau-bench, as published", () => {
  const { path, isMissing } = realFile("tau-bench/gpt-4o-airline.json");

  test.skipIf(isMissing)("lands every run with every step, call and reward", async () => {
    const { format, refused, warnings, trajectories } = await land(path);
    expect([format, refused, warnings]).toEqual(["tau-bench", [], []]);
    const steps = trajectories.flatMap(trajectory => trajectory.steps ?? []);
    expect(trajectories).toHaveLength(200);
    expect(new Set(trajectories.map(trajectory => trajectory.id)).size).toBe(200);
    expect(new Set(trajectories.map(trajectory => trajectory.task)).size).toBe(50);
    expect(countBy(steps, step => step.role)).toEqual({
      assistant: 2454,
      user: 1490,
      tool: 1164,
      system: 200,
    });
    expect(steps.flatMap(step => step.toolCalls ?? [])).toHaveLength(1164);
    expect(steps.filter(step => step.metadata)).toEqual([]);
    expect(
      countBy(
        trajectories.flatMap(trajectory => trajectory.rewards ?? []),
        reward => reward.value,
      ),
    ).toEqual({ "1": 84, "0": 116 });
    expect(
      trajectories.filter(trajectory => trajectory.outcome || trajectory.agent || trajectory.model),
    ).toEqual([]);
  });
});

describe("PandaLM's test set, as published", () => {
  const { path, isMissing } = realFile("pandalm/testset-v1.json");

  test.skipIf(isMissing)("lands two trajectories a pair and every annotator's vote", async () => {
    const { format, refused, warnings, trajectories, comparisons } = await land(path);
    expect([format, refused]).toEqual(["pandalm", []]);
    expect(warnings).toHaveLength(6);
    expect(trajectories).toHaveLength(1998);
    expect(new Set(trajectories.map(trajectory => trajectory.id)).size).toBe(1998);
    expect(new Set(trajectories.map(trajectory => trajectory.task)).size).toBe(170);
    expect(comparisons).toHaveLength(999);
    const votes = comparisons.flatMap(comparison => comparison.preferences ?? []);
    expect(countBy(votes, vote => vote.verdict)).toEqual({ b: 1416, a: 1255, tie: 326 });
    expect(new Set(votes.map(vote => vote.id)).size).toBe(2997);
    expect(countBy(votes, vote => vote.rater)).toEqual({
      "human:annotator1": 999,
      "human:annotator2": 999,
      "human:annotator3": 999,
    });
    expect(trajectories.filter(trajectory => trajectory.steps?.at(-1)?.content === "true")).toHaveLength(6);
    const isEmpty = (id: string) =>
      trajectories.some(side => side.id === id && side.steps?.at(-1)?.content === "");
    expect(
      comparisons.filter(pair => isEmpty(pair.aTrajectoryId) || isEmpty(pair.bTrajectoryId)),
    ).toHaveLength(54);
  });
});
