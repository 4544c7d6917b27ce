import { describe, expect, test } from "vitest";
import { differingArguments, readArguments, readResult } from "./arguments.ts";

describe("arguments of a tool call", () => {
  test("an object becomes fields, and numbers keep how they were written", () => {
    expect(readArguments('{"id":"NO6JO3","price":1.0}')).toEqual({
      kind: "fields",
      fields: [
        { name: "id", value: '"NO6JO3"', isBlock: false },
        { name: "price", value: "1.0", isBlock: false },
      ],
    });
  });

  test("text of several lines is a block without escapes", () => {
    expect(readArguments('{"command":"ls\\npwd"}')).toEqual({
      kind: "fields",
      fields: [{ name: "command", value: "ls\npwd", isBlock: true }],
    });
  });

  test.each(["{broken", "[1,2]", "plain words", ""])("%j stays as the model wrote it", text => {
    expect(readArguments(text)).toEqual({ kind: "text", text });
  });
});

test("arguments that are not alike are named, missing ones too", () => {
  expect([
    ...differingArguments('{"id":1,"cabin":"economy"}', '{"cabin":"business","id":1,"note":"x"}'),
  ]).toEqual(["cabin", "note"]);
});

test("a long JSON answer is indented, broken JSON is left alone", () => {
  const long = JSON.stringify({ a: "x".repeat(200) });
  expect(readResult(long)).toContain('\n  "a"');
  expect(readResult(`${long}!`)).toBe(`${long}!`);
});
