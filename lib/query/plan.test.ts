import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsBySubject, type Subject, subjects } from "./fields.ts";
import { planFilter } from "./plan.ts";
import { arbitraryFilter } from "./testing.ts";

const canonical = (text: string, subject: Subject = "trajectory") => planFilter(text, subject).canonical;
const predicate = (text: string, subject: Subject = "trajectory") => planFilter(text, subject).predicate;

describe("the canonical text", () => {
  test.each([
    ["wins>0", "wins > 0"],
    ["((wins > 0)) && (losses == 0 && (ties == 0))", "wins > 0 && losses == 0 && ties == 0"],
    ["(excluded || wins > 0) && true", "(excluded || wins > 0) && true"],
    ["model == 'a' // why", 'model == "a"'],
    ['model == r"\\d"', 'model == "\\\\d"'],
    ["wins > 1.0 && wins < 3u && -(1) < wins", "wins > 1 && wins < 3 && -1 < wins"],
    ["!(!excluded)", "excluded"],
    ["size(steps) > 2 && steps.size() < 9", "step_count > 2 && step_count < 9"],
    ["tags.size() == 0", "size(tags) == 0"],
    ['created > timestamp("2026-01-01T01:00:00.500+01:00")', 'created > timestamp("2026-01-01T00:00:00.5Z")'],
    ["null != agent", "agent != null"],
  ])("of %s is %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test.each(subjects)("of a %s filter is its own canonical text, and plans the same", subject => {
    fc.assert(
      fc.property(arbitraryFilter(subject), text => {
        const first = planFilter(text, subject);
        expect(planFilter(first.canonical, subject)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test("of a filter with thousands of terms is made without exhausting the stack", () => {
    const text = Array(1600).fill("true").join("||");
    expect(canonical(text)).toBe(Array(1600).fill("true").join(" || "));
  });
});

describe("the plan", () => {
  test("makes a whole number an int where it meets ints, and a double where it meets doubles", () => {
    expect(predicate("wins > 1")).toMatchObject({ right: { type: "int", value: 1 } });
    expect(predicate("wins > 1.5")).toMatchObject({ right: { type: "double", value: 1.5 } });
    expect(predicate('reward["x"] == 1')).toMatchObject({ right: { type: "double", value: 1 } });
    expect(predicate("wins in [1, 2.5]")).toMatchObject({ constants: { type: "double", values: [1, 2.5] } });
  });

  test("tells a reward of one rater kind from the reward of any", () => {
    expect(predicate('reward["x"] != null')).toEqual({
      kind: "isPresent",
      value: { kind: "reward", name: "x", raterKind: null },
      present: true,
    });
    expect(predicate('reward.human["x"] == null')).toEqual({
      kind: "isPresent",
      value: { kind: "reward", name: "x", raterKind: "human" },
      present: false,
    });
  });

  test("reads the same name as the subject has it", () => {
    expect(predicate('pref.human == "a"', "comparison")).toMatchObject({
      left: { column: "humanConsensus" },
    });
    expect(predicate("pref.ai == pref.human", "comparison")).toMatchObject({
      left: { column: "aiConsensus" },
      right: { column: "humanConsensus" },
    });
  });
});

test.each(subjects)("every field of a %s has an example that is a good filter", subject => {
  for (const field of fieldsBySubject[subject]) {
    expect(canonical(field.example, subject)).not.toBe("");
    expect(field.example).toContain(field.name === "step_count" ? "step_count" : field.name.split("[")[0]);
  }
});
