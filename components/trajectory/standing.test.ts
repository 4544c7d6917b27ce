import { describe, expect, test } from "vitest";
import { pairsText, standingText } from "./standing.ts";

const none = { wins: 0, losses: 0, ties: 0, decided: 0, comparisons: 0 };

describe("pairs of a trajectory", () => {
  test.each([
    [none, ""],
    [{ ...none, comparisons: 2 }, "2 undecided"],
    [{ wins: 2, losses: 1, ties: 0, decided: 3, comparisons: 4 }, "won 2 of 3"],
    [{ wins: 0, losses: 1, ties: 1, decided: 2, comparisons: 2 }, "lost 1 of 2"],
    [{ ...none, ties: 1, decided: 1, comparisons: 1 }, "tied 1 of 1"],
    [{ ...none, decided: 1, comparisons: 1 }, "bad 1 of 1"],
  ])("%j reads %j", (counts, text) => {
    expect(pairsText(counts)).toBe(text);
  });
});

describe("a verdict from one side", () => {
  test.each([
    ["a", "a", 3, "won, much better"],
    ["b", "a", 3, "lost, much worse"],
    ["b", "a", 1, "lost, slightly"],
    ["a", "tie", null, "tied"],
    ["a", null, null, "undecided"],
    ["a", "a", 2.5, "won, strength 2.5"],
  ] as const)("side %s, verdict %s, strength %s: %s", (side, verdict, strength, text) => {
    expect(standingText(side, verdict, strength)).toBe(text);
  });
});
