import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#lib/formats/canonical-json.ts";
import { canonicalSha256 } from "#lib/formats/canonical-sha256.ts";
import { parseJson } from "#lib/formats/json.ts";

describe("canonicalJson", () => {
  test.each([
    ['{"b":1,"a":[true,null,"é"]}', '{"a":[true,null,"é"],"b":1}'],
    ["1.0", "1"],
    ["1e3", "1000"],
    ["0.10", "1e-1"],
    ["-0", "0"],
    ["-0.0e9", "0"],
    ["12345678901234567890", "12345678901234567890"],
    ["1e400", "1e400"],
    ["100e398", "1e400"],
    ["1.5e-7", "15e-8"],
    ['{"rawJSON":"1"}', '{"rawJSON":"1"}'],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalJson(parseJson(text))).toBe(canonical);
  });

  test("a value and its canonical text are the same value, in whatever order its keys stand", () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonicalJson(value);
        expect(canonicalJson(parseJson(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([undefined, Number.NaN, 1n])("%s has no text", value => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

test("canonicalSha256 is the sha256 of the text", () => {
  expect(canonicalSha256({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
