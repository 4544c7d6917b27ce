import { expect, test } from "vitest";
import { groupChanges, type TitledChange } from "./group-changes.ts";

const change = (recordId: string, path: string, after: unknown): TitledChange => ({
  recordKind: "trajectory",
  recordId,
  path,
  after,
  title: null,
});

test("four records with one change stand together, and others each alone", () => {
  const alike = ["a", "b", "c", "d"].map(id => change(id, "excluded", true));
  const groups = groupChanges([...alike, change("e", "task", "x"), change("e", "tags/y", true)]);
  expect(groups.map(group => group.recordIds)).toEqual([["a", "b", "c", "d"], ["e"]]);
  expect(groups[1]?.changes.map(each => each.path)).toEqual(["task", "tags/y"]);
});

test("equal texts of different steps are not the same change", () => {
  const texts = ["a", "b", "c", "d"].map(id => change(id, "steps/0/content", "[redacted]"));
  expect(groupChanges(texts)).toHaveLength(4);
});
