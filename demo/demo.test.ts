import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseJson } from "#lib/formats/json.ts";
import { type LogRecord, logRecordSchema, type TrajectoryRecord } from "#lib/log/schemas.ts";

const folder = new URL("./", import.meta.url);
const lines = readdirSync(folder)
  .filter(name => name.endsWith(".jsonl"))
  .sort()
  .flatMap(name => readFileSync(new URL(name, folder), "utf8").trimEnd().split("\n"));
const records: LogRecord[] = lines.map(line => logRecordSchema.parse(parseJson(line)));
const trajectories = records.filter(record => record.type === "trajectory");
const comparisons = records.filter(record => record.type === "comparison");
const byId = new Map(trajectories.map(trajectory => [trajectory.id, trajectory]));
const byTask = Map.groupBy(trajectories, trajectory => trajectory.task);

function sidesOf(comparison: (typeof comparisons)[number]) {
  const a = byId.get(comparison.aTrajectoryId);
  const b = byId.get(comparison.bTrajectoryId);
  if (!a || !b) throw new Error(`${comparison.id} names a trajectory that the demo does not hold`);
  return { a, b };
}

/** A step as trainers see it: call ids, reasoning and timings left out. */
function message(trajectory: TrajectoryRecord, at: number): string {
  const step = trajectory.steps?.[at];
  const calls = step?.toolCalls?.map(call => [call.name, parseJson(call.arguments)]) ?? [];
  return JSON.stringify([step?.role, step?.content, calls]);
}

/** The roles of the two steps at which trajectories part. */
function rolesWhereTheyPart(a: TrajectoryRecord, b: TrajectoryRecord) {
  let at = 0;
  while (at < (a.steps?.length ?? 0) && message(a, at) === message(b, at)) at++;
  return [a.steps?.[at]?.role, b.steps?.[at]?.role];
}

const majority = (comparison: (typeof comparisons)[number]) => {
  const votes = Map.groupBy(comparison.preferences ?? [], preference => preference.verdict);
  const [first, second] = [...votes].sort(([, one], [, other]) => other.length - one.length);
  return first && first[1].length > (second?.[1].length ?? 0) ? first[0] : null;
};

describe("the demo's tasks", () => {
  test("are at least 14, with three trajectories each, by at least three agents", () => {
    expect(byTask.size).toBeGreaterThanOrEqual(14);
    for (const [task, group] of byTask) expect([task, group.length]).toEqual([task, 3]);
    expect(new Set(trajectories.map(trajectory => trajectory.agent)).size).toBeGreaterThanOrEqual(3);
  });

  test("give their three trajectories the same title, tools, system prompt and request", () => {
    for (const group of byTask.values()) {
      const starts = group.map(each =>
        JSON.stringify([each.title, each.tools, message(each, 0), message(each, 1)]),
      );
      expect(new Set(starts).size).toBe(1);
    }
  });

  test("part mostly, but not always, at an assistant's turn", () => {
    const pairs = [...byTask.values()].flatMap(group =>
      group.flatMap((a, at) => group.slice(at + 1).map(b => rolesWhereTheyPart(a, b))),
    );
    const atAssistant = pairs.filter(roles => roles.every(role => role === "assistant")).length;
    const atUser = pairs.filter(roles => roles.every(role => role === "user")).length;
    expect(atAssistant + atUser).toBe(pairs.length);
    expect(atUser).toBeGreaterThanOrEqual(2);
    expect(atAssistant / pairs.length).toBeGreaterThan(0.8);
  });
});

describe("the demo's trajectories", () => {
  test.each(trajectories.map(each => [each.id, each] as const))(
    "%s answers its calls in order",
    (_id, trajectory) => {
      const defined = new Set(
        trajectory.tools?.map(tool => JSON.stringify(tool).match(/"name":"(\w+)"/)?.[1]),
      );
      const open: { id?: string; name: string }[] = [];
      for (const step of trajectory.steps ?? []) {
        if (step.role === "tool") expect(open.shift()).toEqual({ id: step.toolCallId, name: step.name });
        else expect(open).toEqual([]);
        for (const call of step.toolCalls ?? []) {
          expect(defined).toContain(call.name);
          expect(parseJson(call.arguments)).toBeTypeOf("object");
          open.push({ id: call.id, name: call.name });
        }
      }
      expect(open).toEqual([]);
      expect(trajectory.steps?.at(-1)?.role).toBe("assistant");
    },
  );

  test("are 4 to 20 steps long and run in the two weeks before November 2026", () => {
    for (const { steps = [], startedAt = "", endedAt = "" } of trajectories) {
      expect(steps.length).toBeGreaterThanOrEqual(4);
      expect(steps.length).toBeLessThanOrEqual(20);
      const moments = [startedAt, ...steps.flatMap(step => [step.startedAt, step.endedAt]), endedAt];
      expect(moments).toEqual([...moments].sort());
      expect(startedAt >= "2026-10-18" && endedAt < "2026-11-01").toBe(true);
    }
  });
});

describe("the demo's comparisons", () => {
  test("set two different trajectories of one task side by side", () => {
    for (const comparison of comparisons) {
      const { a, b } = sidesOf(comparison);
      expect(a.task).toBe(b.task);
      expect(a.id).not.toBe(b.id);
    }
  });

  test("publish to at least 8 pairs, and hold undecided ones, a tie and one where both are bad", () => {
    const verdicts = comparisons.map(majority);
    const rows = comparisons.filter((comparison, at) => {
      const { a, b } = sidesOf(comparison);
      const isDecided = verdicts[at] === "a" || verdicts[at] === "b";
      return isDecided && rolesWhereTheyPart(a, b).every(role => role === "assistant");
    });
    expect(rows.length).toBeGreaterThanOrEqual(8);
    expect(verdicts.filter(verdict => verdict === null)).toHaveLength(2);
    expect(verdicts).toContain("tie");
    expect(verdicts).toContain("both_bad");
  });
});

describe("the demo's records", () => {
  test("have ids that are unique in their kind", () => {
    const ids = [
      ...records.map(record => `${record.type} ${"id" in record ? record.id : ""}`),
      ...trajectories.flatMap(each => each.rewards?.map(reward => `reward ${reward.id}`) ?? []),
      ...comparisons.flatMap(
        each => each.preferences?.map(preference => `preference ${preference.id}`) ?? [],
      ),
    ];
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter(id => id.endsWith(" ") || id.endsWith("undefined"))).toEqual([]);
  });

  test("name nobody outside the demo: mail is at example.com, and there is no web address", () => {
    const text = lines.join("\n");
    for (const [address] of text.matchAll(/[\w.+-]+@[\w-]+\.[\w.]+/g))
      expect(address).toMatch(/@example\.com\.?$/);
    expect(text).not.toMatch(/https?:|www\./);
  });
});
