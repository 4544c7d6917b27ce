import { describe, expect, test } from "vitest";
import { readTableState, writeTableState } from "./search-params.ts";

const read = (query: string) => {
  const search = new URLSearchParams(query);
  return readTableState(name => search.get(name));
};

describe("the table's address", () => {
  test("an empty query is the default state, and the default state an empty query", () => {
    expect(read("")).toEqual({ filter: "", sort: "-seq", columns: null, at: "main" });
    expect(writeTableState(read(""))).toBe("");
  });

  test("any state comes back from its own address", () => {
    const state = {
      filter: 'task == "a&b"',
      sort: "steps",
      columns: ["task", "steps", "reward:r1"],
      at: "fix",
    };
    expect(read(writeTableState(state))).toEqual(state);
  });

  test("an unknown sort or column falls back", () => {
    expect(read("?sort=luck&columns=nonsense")).toEqual({
      filter: "",
      sort: "-seq",
      columns: null,
      at: "main",
    });
  });
});
