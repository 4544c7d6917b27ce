import { describe, expect, test } from "vitest";
import { fittingLength, pasteCode } from "./paste-code.ts";

const statistics = (...longerThan: [tokens: number, rows: number][]) => ({
  meanStrength: null,
  meanVoteShare: null,
  lengthHistogram: [],
  longerThan: longerThan.map(([tokens, rows]) => ({ tokens, rows })),
});
const snapshot = {
  corpus: "dpo",
  version: 3,
  snapshot: "dpo@v3",
  recipe: "dpo" as const,
  rows: 90,
  statistics: statistics([1024, 41], [4096, 0], [8192, 0]),
};

describe("code to paste", () => {
  test("the length is the smallest that keeps every row, and the default's loss is said", () => {
    expect(fittingLength(snapshot)).toEqual({
      maxLength: 4096,
      note: "about 0 of 90 rows are longer; the default of 1024 would cut or drop about 41",
    });
  });

  test("where no counted length keeps all, the largest is taken and its loss said", () => {
    const long = { rows: 90, statistics: statistics([1024, 88], [8192, 5]) };
    expect(fittingLength(long).maxLength).toBe(8192);
    expect(fittingLength(long).note).toContain("about 5 of 90 rows are longer");
  });

  test("every way pins this version", () => {
    for (const way of ["pull", "pandas", "datasets", "TRL"] as const)
      expect(pasteCode(way, "https://e.example", "w", snapshot)).toContain("espalier pull w/dpo@v3 ./dpo-v3");
  });
});
