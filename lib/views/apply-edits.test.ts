import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlacedStep } from "#lib/trajectories/schemas.ts";
import {
  editedMetadata,
  editedSteps,
  editedValue,
  firstEditedStep,
  stepPath,
} from "#lib/views/apply-edits.ts";
import { asLogged, type EditValue, editText } from "#lib/views/edit-value.ts";

const edits = (sets: Record<string, unknown>): Map<string, EditValue> =>
  new Map(Object.entries(sets).map(([path, value]) => [path, value === undefined ? asLogged : { value }]));
const rollout = {
  policyVersion: 7,
  promptTokenIds: [1],
  completionTokenIds: [2, 3],
  logprobs: [-0.5, -1],
  tokenizerHash: "h",
};
const steps: PlacedStep[] = [
  { idx: 0, role: "user", content: "ask" },
  { idx: 1, role: "assistant", content: "first", rollout },
  { idx: 2, role: "assistant", content: "second", rollout },
  { idx: 4, role: "assistant", content: "fourth", rollout },
];
const tokenless = { policyVersion: 7, tokenizerHash: "h" };

describe("a step's path", () => {
  test("names the step and what of it", () => {
    expect(stepPath("steps/12/content")).toEqual({ idx: 12, field: "content" });
    expect(stepPath("steps/0/deleted")).toEqual({ idx: 0, field: "deleted" });
  });

  test.each([
    "steps/1/role",
    "steps//content",
    "steps/-1/content",
    "steps/1/content/x",
    "outcome",
    "metadata/steps/1/content",
  ])("is not %s", path => expect(stepPath(path)).toBeNull());
});

describe("edited steps", () => {
  test("are those captured where nobody edited one, or put it back", () => {
    expect(editedSteps(steps)).toEqual(steps);
    expect(
      editedSteps(
        steps,
        edits({ outcome: null, "steps/1/content": undefined, "steps/2/deleted": undefined }),
      ),
    ).toEqual(steps);
  });

  test("have their texts replaced, an empty one included, and are found by index, not by place", () => {
    const shown = editedSteps(steps, edits({ "steps/4/content": "" }));
    expect(shown.map(step => step.content)).toEqual(["ask", "first", "second", ""]);
  });

  test("lose what was deleted, and keep the indices of the others", () => {
    const shown = editedSteps(
      steps,
      edits({ "steps/2/deleted": { tokens: 2, calls: 0 }, "steps/2/content": "gone" }),
    );
    expect(shown.map(step => step.idx)).toEqual([0, 1, 4]);
  });

  test("carry no token ids and log-probabilities from the first edited one on, and all else", () => {
    const shown = editedSteps(steps, edits({ "steps/2/content": "x" }));
    expect(shown.map(step => step.rollout)).toEqual([undefined, rollout, tokenless, tokenless]);
    const cut = editedSteps(steps, edits({ "steps/1/deleted": true }));
    expect(cut.map(step => step.rollout)).toEqual([undefined, tokenless, tokenless]);
  });

  test("leave the captured steps as they are", () => {
    const before = structuredClone(steps);
    editedSteps(steps, edits({ "steps/0/content": "x", "steps/1/deleted": true }));
    expect(steps).toEqual(before);
  });

  test("begin at the lowest index, whatever the order of the edits", () => {
    const paths = ["steps/10/content", "steps/9/deleted", "steps/2/content"];
    fc.assert(
      fc.property(fc.shuffledSubarray(paths), some => {
        const indices = some.map(path => Number(path.split("/")[1]));
        const first = firstEditedStep(edits(Object.fromEntries(some.map(path => [path, "x"]))));
        expect(first).toBe(some.length === 0 ? null : Math.min(...indices));
      }),
    );
    expect(firstEditedStep(edits({ "steps/1/content": undefined, "steps/5/content": "x", task: "t" }))).toBe(
      5,
    );
  });
});

describe("edited metadata", () => {
  test("is what was captured, the very same, where no member is edited", () => {
    const metadata = { a: 1 };
    expect(editedMetadata(metadata, edits({ task: "t", "metadata/a": undefined }))).toBe(metadata);
    expect(editedMetadata(undefined, edits({}))).toBeUndefined();
  });

  test("has members set, added and taken away", () => {
    const shown = editedMetadata(
      { a: 1, b: 2 },
      edits({ "metadata/a": { deep: [1] }, "metadata/b": null, "metadata/c/d": "x" }),
    );
    expect(shown).toEqual({ a: { deep: [1] }, "c/d": "x" });
    expect(editedMetadata(undefined, edits({ "metadata/a": 1 }))).toEqual({ a: 1 });
  });
});

describe("an edit's value", () => {
  test("is told from a field that shows what was captured, null and false included", () => {
    expect(editedValue(edits({ outcome: null }), "outcome")).toBeNull();
    expect(editedValue(edits({ excluded: false }), "excluded")).toBe(false);
    expect(editedValue(edits({ outcome: undefined }), "outcome")).toBeUndefined();
    expect(editedValue(edits({}), "outcome")).toBeUndefined();
  });

  test("has one text, however its members are ordered, and another one for another value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (x, y) => {
        const reversed = (value: unknown): unknown =>
          Array.isArray(value)
            ? value.map(reversed)
            : typeof value === "object" && value !== null
              ? Object.fromEntries(
                  Object.entries(value)
                    .toReversed()
                    .map(([key, member]) => [key, reversed(member)]),
                )
              : value;
        expect(editText({ value: reversed(x) })).toBe(editText({ value: x }));
        const equal =
          JSON.stringify(JSON.parse(editText({ value: x }))) ===
          JSON.stringify(JSON.parse(editText({ value: y })));
        expect(editText({ value: x }) === editText({ value: y })).toBe(equal);
      }),
    );
    expect(editText(undefined)).toBe(editText(asLogged));
    expect(editText({ value: null })).not.toBe(editText(asLogged));
  });
});
