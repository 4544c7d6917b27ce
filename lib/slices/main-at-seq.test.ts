import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

useTestDatabase();

/** What a property test appends: to one of few runs and comparisons, so that they meet. */
const acts = fc.oneof(
  fc.record({ act: fc.constant("run" as const), of: fc.nat(5) }),
  fc.record({ act: fc.constant("step" as const), of: fc.nat(5), idx: fc.nat(6) }),
  fc.record({
    act: fc.constant("outcome" as const),
    of: fc.nat(5),
    status: fc.constantFrom("success", "failure", "partial"),
  }),
  fc.record({
    act: fc.constant("reward" as const),
    of: fc.nat(5),
    kind: fc.constantFrom("human", "env", "ai"),
    value: fc.nat(9),
  }),
  fc.record({
    act: fc.constant("vote" as const),
    pair: fc.nat(4),
    rater: fc.constantFrom("human:x", "human:y", "rule:z"),
    verdict: fc.constantFrom("a", "b", "tie", "both_bad"),
    withdrawn: fc.boolean(),
  }),
);
type Act = typeof acts extends fc.Arbitrary<infer One> ? One : never;

/** The log in memory: what main shows is counted from it each time anew. */
class Model {
  readonly runs = new Set<number>();
  readonly steps = new Set<string>();
  readonly outcomes = new Map<number, string>();
  readonly rewards = new Map<string, number>();
  readonly pairs = new Map<number, Map<string, { verdict: string; withdrawn: boolean }>>();

  /** The records of an act, with those that it needs to stand; null where it says nothing new. */
  take(act: Act): LogRecord[] {
    if (act.act === "vote") return this.#vote(act);
    const records = this.#run(act.of);
    if (act.act === "step" && !this.steps.has(`${act.of}/${act.idx}`)) {
      this.steps.add(`${act.of}/${act.idx}`);
      records.push({ type: "step", trajectoryId: `r${act.of}`, idx: act.idx, role: "user", content: "" });
    } else if (act.act === "outcome") {
      this.outcomes.set(act.of, act.status);
      records.push({ type: "outcome", trajectoryId: `r${act.of}`, status: act.status });
    } else if (act.act === "reward") {
      this.rewards.set(`${act.of}/${act.kind}`, act.value);
      const { kind, value } = act;
      records.push({ type: "reward", trajectoryId: `r${act.of}`, name: "r", value, rater: `${kind}:k` });
    }
    return records;
  }

  #run(of: number): LogRecord[] {
    if (this.runs.has(of)) return [];
    this.runs.add(of);
    return [{ type: "trajectory", id: `r${of}`, task: "t" }];
  }

  #vote({ pair, rater, verdict, withdrawn }: Extract<Act, { act: "vote" }>): LogRecord[] {
    const [a, b] = [pair, pair + 1];
    const records = [...this.#run(a), ...this.#run(b)];
    let votes = this.pairs.get(pair);
    if (!votes) {
      votes = new Map();
      this.pairs.set(pair, votes);
      records.push({ type: "comparison", id: `p${pair}`, aTrajectoryId: `r${a}`, bTrajectoryId: `r${b}` });
    }
    votes.set(rater, { verdict, withdrawn });
    records.push({ type: "preference", comparisonId: `p${pair}`, rater, verdict, withdrawn });
    return records;
  }

  #consensus(pair: number): string | null {
    const standing = [...(this.pairs.get(pair) ?? [])].filter(([, vote]) => !vote.withdrawn);
    for (const kind of ["human:", "rule:"]) {
      const verdicts = standing.filter(([rater]) => rater.startsWith(kind)).map(([, vote]) => vote.verdict);
      if (verdicts.length === 0) continue;
      return (
        verdicts.find(one => 2 * verdicts.filter(other => other === one).length > verdicts.length) ?? null
      );
    }
    return null;
  }

  shown() {
    return [...this.runs]
      .sort((x, y) => x - y)
      .map(run => {
        const sides = [...this.pairs.keys()]
          .filter(pair => pair === run || pair + 1 === run)
          .map(pair => ({ mine: pair === run ? "a" : "b", pref: this.#consensus(pair) }));
        const count = (test: (side: (typeof sides)[number]) => boolean) => sides.filter(test).length;
        const reward = ["human", "env", "ai"].map(kind => this.rewards.get(`${run}/${kind}`));
        const counts = reward.find(value => value !== undefined);
        return {
          clientId: `r${run}`,
          stepCount: [...this.steps].filter(step => step.startsWith(`${run}/`)).length,
          outcome: this.outcomes.get(run) ?? null,
          status: this.outcomes.has(run) ? "ended" : "running",
          rewards: counts === undefined ? {} : { r: counts },
          comparisons: sides.length,
          wins: count(side => side.pref === side.mine),
          losses: count(side => side.pref === (side.mine === "a" ? "b" : "a")),
          ties: count(side => side.pref === "tie"),
          decided: count(side => side.pref !== null),
        };
      });
  }
}

describe("main at a seq", () => {
  test("shows what a count over the log up to there shows, and shows it for ever", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(acts, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        async batches => {
          const context = await freshWorkspace();
          const model = new Model();
          const expected: Array<{ at: string; shown: ReturnType<Model["shown"]> }> = [];
          for (const batch of batches) {
            const records = batch.flatMap(act => model.take(act));
            if (records.length === 0) continue;
            const { seq } = await append(context.workspaceId, records);
            expected.push({ at: `main@${seq}`, shown: model.shown() });
          }
          for (const { at, shown } of expected) {
            const { items } = await listTrajectories(context, { at, limit: 200 });
            const keys = Object.keys(shown[0] ?? {});
            const seen = items
              .map(item => Object.fromEntries(Object.entries(item).filter(([key]) => keys.includes(key))))
              .sort((x, y) => (String(x.clientId) < String(y.clientId) ? -1 : 1));
            expect(seen).toEqual(shown);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("within an append shows what stood before it, and before the first nothing", async () => {
    const context = await freshWorkspace();
    const first = await append(
      context.workspaceId,
      ["run-0", "run-1"].map(id => ({ type: "trajectory", id, task: "t" })),
    );
    const second = await append(context.workspaceId, [
      { type: "trajectory", id: "late", task: "t", steps: [{ role: "user", content: "x" }] },
    ]);
    const at = async (seq: number) => {
      const page = await listTrajectories(context, { at: `main@${seq}`, sort: "seq" });
      return { ref: page.ref, ids: page.items.map(item => item.clientId) };
    };
    expect(await at(0)).toEqual({ ref: "main@0", ids: [] });
    expect(await at(first.seq)).toEqual({ ref: `main@${first.seq}`, ids: ["run-0", "run-1"] });
    expect(await at(second.seq - 1)).toEqual(await at(first.seq));
    expect((await at(second.seq)).ids).toEqual(["run-0", "run-1", "late"]);
  });

  test("keeps a trajectory's page as it was", async () => {
    const context = await freshWorkspace();
    const { seq, records } = await append(context.workspaceId, [
      { type: "trajectory", id: "a", task: "t", steps: [{ role: "user", content: "one" }] },
    ]);
    const trajectoryId = records[0]?.id ?? "";
    const before = await readTrajectory(context, { trajectoryId, at: `main@${seq}` });
    await append(context.workspaceId, [
      { type: "step", trajectoryId: "a", idx: 1, role: "assistant", content: "two" },
      { type: "reward", trajectoryId: "a", name: "r", value: 1, rater: "env:e" },
      { type: "outcome", trajectoryId: "a", status: "success", reason: "why" },
      { type: "trajectory", id: "b", task: "t" },
      { type: "comparison", id: "c", aTrajectoryId: "a", bTrajectoryId: "b" },
      { type: "preference", comparisonId: "c", rater: "human:x", verdict: "a" },
    ]);
    expect(await readTrajectory(context, { trajectoryId, at: `main@${seq}` })).toEqual(before);
    expect(await readTrajectory(context, { trajectoryId })).toMatchObject({
      outcome: "success",
      wins: 1,
      stepCount: 2,
    });
  });
});
