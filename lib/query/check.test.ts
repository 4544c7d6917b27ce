import { describe, expect, test } from "vitest";
import type { Subject } from "./fields.ts";
import { FilterError, formatFilterError } from "./filter-error.ts";
import { planFilter } from "./plan.ts";

function faultOf(text: string, subject: Subject = "trajectory"): FilterError {
  try {
    planFilter(text, subject);
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error(`No error: ${text}`);
}

/** What the error is about, as it stands in the text. */
function underlined(text: string, { position, length = 0 }: FilterError): string {
  return text.slice(position, position + length);
}

describe("a syntax error", () => {
  test.each([
    ["wins = 1", "=", "=="],
    ["wins === 1", "===", "=="],
    ["wins <> 1", "<>", "!="],
    ["wins > 1 and losses > 1", "and", "&&"],
    ["wins > 1 | losses > 1", "|", "||"],
    ["not excluded", "not", "!"],
  ])("in %s is the habit of another language, with what CEL says", (text, fault, suggestion) => {
    const error = faultOf(text);
    expect([underlined(text, error), error.suggestion]).toEqual([fault, suggestion]);
  });

  test.each([
    ["", 0, "empty"],
    [" \n", 0, "empty"],
    ["(wins > 1", 0, "never closed"],
    ["wins > 1)", 8, "closes nothing"],
    ["agent in ['a')", 13, "Expected ]"],
    ['wins > 1 && task == "abc', 20, "not closed"],
    ["wins >", 6, "missing after >"],
    ["wins > && excluded", 7, "missing before &&"],
    ["wins > 1 losses > 1", 9, "missing before losses"],
    ["agent in []a", 11, "missing before a"],
  ])("in %j stands at %i and says: %s", (text, position, message) => {
    const error = faultOf(text);
    expect(error.position).toBe(position);
    expect(error.message).toContain(message);
  });
});

test("brackets nested beyond the limit are refused, and up to it are not", () => {
  const nested = (depth: number) => `${"(".repeat(depth)}excluded${")".repeat(depth)}`;
  expect(planFilter(nested(100), "trajectory").canonical).toBe("excluded");
  const error = faultOf(nested(101));
  expect([error.position, error.message]).toEqual([100, "Brackets can be nested 100 deep."]);
  expect(faultOf(nested(9000)).position).toBe(100);
});

describe("an unknown name", () => {
  test.each([
    ["taskk == 'x'", "taskk", "task"],
    ["size(step) > 1", "step", "steps"],
    ["reward.humna['x'] > 1", "reward.humna", "reward.human"],
    ["reward.helpfulness > 1", "reward.helpfulness", 'reward["helpfulness"]'],
    ["outcome == success", "success", '"success"'],
    ["task.startswith('x')", "startswith", "startsWith"],
    ["outcome == 'sucess'", "'sucess'", '"success"'],
    ["outcome in ['success', 'partal']", "'partal'", '"partial"'],
    ["'runing' != status", "'runing'", '"running"'],
    ["'😀' in tags && tsak == 'x'", "tsak", "task"],
  ])("in %s is underlined, with the nearest", (text, fault, suggestion) => {
    const error = faultOf(text);
    expect([underlined(text, error), error.suggestion]).toEqual([fault, suggestion]);
  });

  test("of the other subject says whose it is", () => {
    expect(faultOf("votes > 1").message).toBe(
      "votes is a field of a comparison; this filter is about a trajectory.",
    );
    expect(faultOf("wins > 1", "comparison").message).toContain("a field of a trajectory");
  });

  test("that is near to none suggests none", () => {
    expect(faultOf("zzzzzz == 1").suggestion).toBeUndefined();
  });
});

describe("a wrong type", () => {
  test.each([
    ["wins == '3'", "'3'", "3"],
    ["excluded == 'true'", "'true'", "true"],
    ["task == 3", "3", '"3"'],
    ["created > '2026-01-01'", "'2026-01-01'", 'timestamp("2026-01-01T00:00:00Z")'],
    ["wins in [1, '2']", "'2'", "2"],
    ["wins == task", "task", undefined],
    ["wins", "wins", undefined],
    ["wins && excluded", "wins", undefined],
    ["outcome < 'success'", "outcome", undefined],
    ["excluded < true", "excluded", undefined],
    ["1 == 1", "1", undefined],
    ["wins > null", "null", undefined],
    ["null == null", "null", undefined],
    ["size(tags) == null", "size(tags)", undefined],
    ["agent in []", "[]", undefined],
    ["agent in [model]", "model", undefined],
    ["agent in tags", "agent", undefined],
    ["'a' in ['a']", "'a'", undefined],
    ["tags == 'a'", "tags", undefined],
    ["reward > 1", "reward", undefined],
    ["reward[1] > 1", "1", undefined],
    ["task['a'] == 'b'", "task['a']", undefined],
    ["status.contains('run')", "status", undefined],
    ["task.contains(agent)", "agent", undefined],
    ["wins + 1 > 2", "wins + 1", undefined],
    ["-wins > 2", "-wins", undefined],
    ["(wins > 1) == excluded", "wins > 1", undefined],
    ["wins > 9007199254740993", "9007199254740993", undefined],
    ["wins > 1e999", "1e999", undefined],
    ["task == '\\u0000'", "'\\u0000'", undefined],
    ["task == b'a'", "b'a'", undefined],
    ["created > timestamp('2026-02-30T00:00:00Z')", "'2026-02-30T00:00:00Z'", undefined],
    ["created > timestamp('2026-01-01T00:00:00.1234567Z')", "'2026-01-01T00:00:00.1234567Z'", undefined],
    ["has(reward.x)", "has(reward.x)", undefined],
  ])("in %s is underlined", (text, fault, suggestion) => {
    const error = faultOf(text);
    expect([underlined(text, error), error.suggestion]).toEqual([fault, suggestion]);
  });
});

describe("an error for the terminal", () => {
  test("shows the line at fault with carets below it", () => {
    const text = 'wins > 0\n\t&& agnt == "é"';
    expect(formatFilterError(text, faultOf(text))).toBe(
      'A trajectory has no field agnt. Did you mean agent?\n  \t&& agnt == "é"\n  \t   ^^^^',
    );
  });

  test("counts what takes two UTF-16 units as one column", () => {
    const text = '"😀" in tags && tsk == "x"';
    expect(formatFilterError(text, faultOf(text)).split("\n").at(-1)).toBe(`  ${" ".repeat(15)}^^^`);
  });

  test("has one caret where something is missing at the end", () => {
    const text = "wins >";
    expect(formatFilterError(text, faultOf(text)).split("\n").at(-1)).toBe("        ^");
  });
});
