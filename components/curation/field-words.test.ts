import { describe, expect, test } from "vitest";
import { fieldName, valueWords, writtenValue } from "./field-words.ts";

describe("fields in words", () => {
  test.each([
    ["trajectory", "steps/14/content", "step 14, text"],
    ["trajectory", "tags/a/b", "tag a/b"],
    ["reward", "voided", "reward, voided"],
    ["trajectory", "outcome", "outcome"],
  ] as const)("%s %s reads %s", (recordKind, path, words) => {
    expect(fieldName({ recordKind, path })).toBe(words);
  });

  test.each([
    ["outcome", { status: "failure", reason: "policy" }, "failure: policy"],
    ["outcome", undefined, "as captured"],
    ["excluded", true, "excluded"],
    ["voided", null, "counts"],
    ["adjudication", { verdict: "a", strength: 3 }, "A is better, by much"],
    ["metadata/seed", 3, "3"],
  ])("%s with %j reads %s", (path, value, words) => {
    expect(valueWords(path, value)).toBe(words);
  });

  test("what somebody writes is text where the field is text", () => {
    expect(writtenValue("task", "3")).toBe("3");
    expect(writtenValue("metadata/seed", "3")).toBe(3);
    expect(writtenValue("outcome", "success")).toEqual({ status: "success" });
  });
});
