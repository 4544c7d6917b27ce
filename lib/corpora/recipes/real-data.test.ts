import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dpoRecipe } from "#lib/corpora/recipes/dpo.ts";
import type { Recipe, RecipeComparison, RecipeTrajectory } from "#lib/corpora/recipes/recipe.ts";
import { rewardRecipe } from "#lib/corpora/recipes/reward.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";
import type { Cell, Row } from "#lib/formats/columns.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

/** The figures of the data's README. The loaders are as small as they can be: importers have tests of their own. */
const folder = process.env.ESPALIER_TEST_DATA ?? "../shared/data";
const airline = join(folder, "tau-bench/gpt-4o-airline.json");
const pandalm = join(folder, "pandalm/testset-v1.json");

function missing(file: string): boolean {
  if (existsSync(file)) return false;
  process.stderr.write(`skipped: ${file} is not there; set ESPALIER_TEST_DATA to the folder of real data\n`);
  return true;
}

function messageTexts(cell: Cell | undefined): readonly string[] {
  if (typeof cell !== "object" || cell === null) throw new Error("a cell of messages is a list");
  return cell;
}

function outcomes(recipe: Recipe, comparisons: readonly RecipeComparison[]) {
  const rows: Row[] = [];
  const leftOut: Record<string, number> = {};
  for (const comparison of comparisons) {
    const result = recipe.row(comparison, "train");
    if ("row" in result) rows.push(result.row);
    else leftOut[result.leftOut] = (leftOut[result.leftOut] ?? 0) + 1;
  }
  return { rows, leftOut };
}

describe.skipIf(missing(airline))("tau-bench, a 1.0 run over a 0.0 run of the same task", () => {
  test("dpo has no row: all 88 pairs part at a user turn", () => {
    const { rows, leftOut } = outcomes(dpoRecipe(), airlinePairs());
    expect(rows).toHaveLength(0);
    expect(leftOut).toEqual({ "split at a user turn": 88 });
  });

  test("reward has 88 rows, with tool calls intact and arguments as objects", () => {
    const { rows, leftOut } = outcomes(rewardRecipe(), airlinePairs());
    expect(rows).toHaveLength(88);
    expect(leftOut).toEqual({});
    const messages = rows.flatMap(row => [row.chosen, row.rejected]).flatMap(messageTexts);
    const calls = messages.flatMap(text => JSON.parse(text).tool_calls ?? []);
    const given = airlinePairs()
      .flatMap(({ a, b }) => [...a.steps, ...b.steps])
      .flatMap(step => step.toolCalls ?? []);
    expect(calls.map(call => call.function)).toEqual(
      given.map(call => ({ name: call.name, arguments: JSON.parse(call.arguments) })),
    );
    expect(calls.every(call => typeof call.function.arguments === "object")).toBe(true);
    expect(messages.every(text => typeof JSON.parse(text).content === "string")).toBe(true);
    expect(new Set(rows.map(row => row.margin))).toEqual(new Set([Math.fround(1 / 3)]));
  });
});

describe.skipIf(missing(pandalm))("PandaLM, by the majority of three annotators", () => {
  test.each([dpoRecipe(), rewardRecipe()])(
    "$name has 842 rows, and a reason for each of the others",
    recipe => {
      const { rows, leftOut } = outcomes(recipe, pandalmPairs());
      expect(rows).toHaveLength(842);
      expect(leftOut).toEqual({ tie: 105, "empty rejected": 51, "empty chosen": 1 });
    },
  );

  test("a response that is not a string is kept as its JSON text", () => {
    const { rows } = outcomes(dpoRecipe(), pandalmPairs());
    const texts = rows.flatMap(row => [row.chosen, row.rejected]).flatMap(messageTexts);
    expect(texts).toContain('{"role":"assistant","content":"true"}');
  });
});

interface AirlineRun {
  task_id: number;
  reward: number;
  trial: number;
  traj: {
    role: Step["role"];
    content: string | null;
    name?: string;
    tool_call_id?: string;
    tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  }[];
}

function airlinePairs(): RecipeComparison[] {
  const runs: AirlineRun[] = JSON.parse(readFileSync(airline, "utf8"));
  const good = runs.filter(run => run.reward === 1);
  return good.flatMap(won => {
    const lost = runs.filter(run => run.task_id === won.task_id && run.reward === 0);
    return lost.map(run => comparison(airlineRun(won), airlineRun(run), "a", `${won.task_id}`));
  });
}

function airlineRun({ task_id, trial, traj }: AirlineRun): RecipeTrajectory {
  const steps = traj.map(
    (message): Step => ({
      role: message.role,
      content: message.content ?? "",
      name: message.name,
      toolCallId: message.tool_call_id,
      toolCalls: message.tool_calls?.map(({ id, function: { name, arguments: text } }) => ({
        id,
        name,
        arguments: text,
      })),
    }),
  );
  return { trajectoryId: `${task_id}/${trial}`, excluded: false, tools: null, steps };
}

interface PandalmRecord {
  idx: number;
  instruction: string;
  input: string;
  response1: unknown;
  response2: unknown;
  annotator1: number;
  annotator2: number;
  annotator3: number;
}

function pandalmPairs(): RecipeComparison[] {
  const records: PandalmRecord[] = JSON.parse(readFileSync(pandalm, "utf8"));
  return records.map(record => {
    const prompt = `${record.instruction}\n\n${record.input}`;
    const [a, b] = [record.response1, record.response2].map((response, at) => ({
      trajectoryId: `${record.idx}/${at}`,
      excluded: false,
      tools: null,
      steps: [
        { role: "user" as const, content: prompt },
        {
          role: "assistant" as const,
          content: typeof response === "string" ? response : JSON.stringify(response),
        },
      ],
    }));
    if (!a || !b) throw new Error("a record has two responses");
    return comparison(a, b, majority([record.annotator1, record.annotator2, record.annotator3]), prompt);
  });
}

function majority(votes: number[]): Verdict | null {
  const winner = [1, 2, 0].find(vote => votes.filter(other => other === vote).length >= 2);
  return winner === undefined ? null : winner === 0 ? "tie" : winner === 1 ? "a" : "b";
}

function comparison(
  a: RecipeTrajectory,
  b: RecipeTrajectory,
  pref: Verdict | null,
  task: string,
): RecipeComparison {
  const comparisonId = `${a.trajectoryId} ${b.trajectoryId}`;
  return { comparisonId, seq: 1, task, excluded: false, pref, strength: null, voteShare: null, a, b };
}
