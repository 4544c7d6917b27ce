import { describe, expect, test } from "vitest";
import { growthExponent, median, quantile, ratioOf } from "./figures.ts";

describe("median", () => {
  test("is the middle one, and the mean of the two in the middle", () => {
    expect(median([9, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });
});

describe("quantile", () => {
  test("is a value that was measured, which that share of all does not exceed", () => {
    expect(quantile([5, 1, 4, 2, 3], 0.6)).toBe(3);
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(quantile([7], 0.5)).toBe(7);
  });
});

describe("growthExponent", () => {
  test("finds the power of a power law", () => {
    const cost = (power: number) => [10, 20, 80].map(size => ({ size, cost: 7 * size ** power }));
    expect(growthExponent(cost(1))).toBeCloseTo(1);
    expect(growthExponent(cost(2))).toBeCloseTo(2);
    expect(growthExponent(cost(0))).toBeCloseTo(0);
  });

  test("says nothing of one size", () => {
    expect(growthExponent([{ size: 5, cost: 1 }])).toBeNull();
  });
});

describe("ratioOf", () => {
  const figure = { what: "", peer: "", goal: "", unit: "", measure: "seconds", points: [] } as const;

  test("is above 1 where we are faster, and a part of the peer's time where a share is meant", () => {
    const point = { size: 1, ours: 2, peer: 4 };
    expect(ratioOf({ ...figure, points: [], ratio: "speed" }, point)).toBe(2);
    expect(ratioOf({ ...figure, points: [], ratio: "share" }, point)).toBe(0.5);
    expect(ratioOf({ ...figure, points: [], ratio: "times" }, point)).toBe(0.5);
  });
});
