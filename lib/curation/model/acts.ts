import fc from "fast-check";

/** What happens in a history. Numbers pick among what stands when it happens, so that any act fits anywhere. */

const pick = fc.nat(1_000);
/** Mostly the same few, so that branches meet on them. */
const fewPick = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: pick });
const kind = fc.constantFrom("human", "ai", "rule", "env");

const entries = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ entry: fc.constant("run" as const), tagged: fc.boolean(), steps: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ entry: fc.constant("step" as const), of: pick, tool: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      entry: fc.constant("reward" as const),
      of: pick,
      name: fc.constantFrom("x", "y"),
      kind,
      value: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      entry: fc.constant("outcome" as const),
      of: pick,
      status: fc.constantFrom("success", "failure", "partial"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ entry: fc.constant("comparison" as const), a: pick, b: pick }) },
  {
    weight: 4,
    arbitrary: fc.record({
      entry: fc.constant("vote" as const),
      of: pick,
      rater: fc.constantFrom("human:x", "human:y", "human:z", "rule:r", "ai:j"),
      verdict: fc.constantFrom("a", "a", "b", "tie", "both_bad"),
      strength: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      withdrawn: fc.nat(5).map(n => n === 0),
    }),
  },
);
export type Entry = typeof entries extends fc.Arbitrary<infer One> ? One : never;

/** A field of some record, and a value for it: undefined shows again what was captured. */
const edits = fc.record({
  record: fewPick,
  set: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constant("excluded"), fc.constantFrom(true, true, false, undefined)),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constant("task"), fc.constantFrom("t", "t2", undefined)) },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constant("outcome"),
        fc.constantFrom({ status: "success" }, { status: "partial", reason: "so" }, null, undefined),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom("tags/raw", "tags/new"), fc.constantFrom(true, false, undefined)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom("metadata/m", "metadata/n"),
        fc.constantFrom(1, { k: [null] }, null, undefined),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom("steps/?/content"),
        fc.constantFrom("", "better", "ask", undefined),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom("steps/?/deleted"), fc.constantFrom(true, true, undefined)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constant("adjudication"),
        fc.constantFrom({ strength: 3, verdict: "b" }, { verdict: "tie" }, null, undefined),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom("vote/voided", "reward/voided"),
        fc.constantFrom({ reason: "a slip" }, { reason: "broken" }, null, undefined),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constantFrom("vote/affirmed", "reward/affirmed"),
        fc.constantFrom(true, true, false, undefined),
      ),
    },
  ),
  step: fewPick,
});
export type Edit = typeof edits extends fc.Arbitrary<infer One> ? One : never;

const decisions = fc.array(fc.constantFrom("ours", "theirs", "base"), { minLength: 1, maxLength: 3 });
export type Decision = "ours" | "theirs" | "base";

const acts = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant("append" as const),
      entries: fc.array(entries, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      act: fc.constant("edit" as const),
      branch: pick,
      edits: fc.array(edits, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("fork" as const),
      from: pick,
      pinned: fc.nat(3).map(n => n === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("update" as const), branch: pick, decisions }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("merge" as const),
      branch: pick,
      toMain: fc.constantFrom(true, true, false),
      decisions,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("revert" as const), branch: pick, back: fc.nat(2) }) },
);
export type Act = typeof acts extends fc.Arbitrary<infer One> ? One : never;

/** An act, and which pinned ref, record and filter are looked at after it. */
export const histories = (length: number) =>
  fc.array(fc.record({ what: acts, look: fc.record({ ref: pick, record: pick, filter: pick }) }), {
    minLength: 6,
    maxLength: length,
  });
export type History = ReturnType<typeof histories> extends fc.Arbitrary<infer One> ? One : never;
