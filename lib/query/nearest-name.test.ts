import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearestName } from "./nearest-name.ts";

describe("the edit distance", () => {
  test.each([
    ["", "", 0],
    ["task", "task", 0],
    ["tsak", "task", 1],
    ["tas", "task", 1],
    ["tasks", "task", 1],
    ["tusk", "task", 1],
    ["ca", "abc", 3],
    ["outcome", "wins", 7],
  ])("of %s and %s is %i", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  test("is the same both ways and never more than the longer length", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(name, name, (left, right) => {
        const distance = editDistance(left, right);
        expect(distance).toBe(editDistance(right, left));
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
        expect(distance === 0).toBe(left === right);
      }),
    );
  });
});

test("the nearest name is none when too much would have to change", () => {
  expect(nearestName("stepcount", ["step_count", "steps"])).toBe("step_count");
  expect(nearestName("OUTCOME", ["outcome"])).toBe("outcome");
  expect(nearestName("foo", ["task", "agent"])).toBeUndefined();
});
