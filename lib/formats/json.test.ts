import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonSyntaxError, maxJsonDepth, numberOf, parseJson } from "#lib/formats/json.ts";

const digits = fc.stringMatching(/^(0|[1-9]\d{0,24})$/);
const numberTexts = fc
  .tuple(
    fc.constantFrom("", "-"),
    digits,
    fc.stringMatching(/^(\.\d{1,24})?$/),
    fc.stringMatching(/^([eE][-+]?\d{1,3})?$/),
  )
  .map(parts => parts.join(""));

describe("parseJson", () => {
  test("keeps the value of every number", () => {
    fc.assert(
      fc.property(numberTexts, fc.constantFrom("", " ", "\n"), (text, space) => {
        const parsed = parseJson(`[${space}${text}${space}]`);
        const written = JSON.stringify(parsed).slice(1, -1);
        // A plain number may be spelled otherwise (0.0000001 is 1e-7), but only where its digits survive.
        if (written === text) return;
        expect(Number(written)).toBe(Number(text));
        expect(text.replace(/[^\d]/g, "").replace(/^0+/, "").length).toBeLessThanOrEqual(15);
      }),
    );
  });

  test.each(["1.0", "-0", "1e400", "12345678901234567890", "0.10", "12345.678901234567"])(
    "keeps the text of %s",
    text => {
      expect(JSON.stringify(parseJson(`{"a": ${text}}`))).toBe(`{"a":${text}}`);
    },
  );

  test("comes to an end on long runs of digits inside strings", () => {
    const text = JSON.stringify({ zeros: ` ${"0".repeat(200_000)}`, ones: ` ${"1".repeat(200_000)}` });
    expect(JSON.stringify(parseJson(text))).toBe(text);
  });

  test("refuses what is nested too deep", () => {
    expect(() => parseJson("[".repeat(maxJsonDepth + 1))).toThrow(JsonSyntaxError);
  });

  test("keeps numbers beside any other values, as a reviver of every value would", () => {
    const member = fc.oneof(
      fc.jsonValue().map(value => JSON.stringify(value)),
      numberTexts,
    );
    const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "rawJSON", "\u0000"));
    const texts = fc
      .array(fc.tuple(key, member), { minLength: 1 })
      .map(members => `{${members.map(([name, text]) => `${JSON.stringify(name)} : ${text}`).join(" ,")}}`);
    fc.assert(
      fc.property(texts, text => {
        const slow = JSON.parse(text, (_key, value, context?: { source?: string }) =>
          typeof value === "number" && context?.source !== undefined && String(value) !== context.source
            ? JSON.rawJSON(context.source)
            : value,
        );
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(slow));
      }),
    );
  });

  test("takes no text for a kept number", () => {
    for (const text of ['["\\u00001.0",1.0]', '["\\u0000",2.0]', String.raw`["a\\",1.0,"\\\"2.0",3.0]`])
      expect(JSON.stringify(parseJson(text))).toBe(text);
  });

  test.each([
    "{1.0:2}",
    '{"a":1.0,2.0 :3}',
    "[1.0 2.0]",
    "[01.0]",
    "[1.0",
    "[1.0.0]",
    "[+1.0]",
    "[-]",
    '["a]',
  ])("refuses %s", text => {
    expect(() => parseJson(text)).toThrow(JsonSyntaxError);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test("says where the text stops being JSON, whatever stands before", () => {
    const text = '[1.0, 2.0, {"a" true}]';
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ at: text.indexOf("true") }));
  });
});

describe("numberOf", () => {
  test("reads a number and its kept text, and nothing else", () => {
    expect([numberOf(parseJson("1.0")), numberOf(2)]).toEqual([1, 2]);
    expect([numberOf({ rawJSON: "5" }), numberOf("5"), numberOf(null)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
