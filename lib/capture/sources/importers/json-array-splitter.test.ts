import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ByteSpan } from "./byte-spans.ts";
import { JsonArraySplitter } from "./json-array-splitter.ts";

function splitIn(bytes: Uint8Array, chunkSizes: readonly number[], maxBytes?: number): ByteSpan[] {
  const splitter = new JsonArraySplitter(maxBytes);
  const spans: ByteSpan[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = chunkSizes[turn % chunkSizes.length] ?? 1;
    spans.push(...splitter.push(bytes.slice(at, at + size)));
    at += size;
  }
  return [...spans, ...splitter.end()];
}

const split = (text: string, chunkSizes = [7], maxBytes?: number) =>
  splitIn(new TextEncoder().encode(text), chunkSizes, maxBytes);
const textOf = (span: ByteSpan) =>
  "bytes" in span ? new TextDecoder().decode(span.bytes).trim() : span.refused;

describe("the array splitter", () => {
  const indents = fc.constantFrom(undefined, 1, "\t", " \r\n");
  const chunkings = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

  test("finds the elements of any array, however it is cut into chunks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ stringUnit: "binary" })),
        indents,
        chunkings,
        (array, indent, chunks) => {
          const spans = split(JSON.stringify(array, null, indent), chunks);
          expect(spans.map(span => JSON.parse(textOf(span)))).toEqual(JSON.parse(JSON.stringify(array)));
          expect(spans.map(span => span.record)).toEqual(array.map((_, at) => at + 1));
        },
      ),
    );
  });

  test("says the line on which an element begins", () => {
    const spans = split('\n[ {"a":\n1},\n\n  2, 3\n]\n');
    expect(spans.map(span => [span.line, textOf(span)])).toEqual([
      [2, '{"a":\n1}'],
      [5, "2"],
      [5, "3"],
    ]);
  });

  test("leaves brackets, commas and quotes inside strings alone", () => {
    expect(split('["],[\\"}", "\\\\"]', [1]).map(textOf)).toEqual(['"],[\\"}"', '"\\\\"']);
  });

  test("refuses what a cut off file leaves, and keeps what came before", () => {
    const spans = split('[{"a":1},\n{"b":');
    expect(spans.map(textOf)).toEqual([
      '{"a":1}',
      "the file ends before its array closes; it may be cut off",
    ]);
    expect(spans[1]).toMatchObject({ line: 2, record: 2 });
  });

  test.each([
    ["[1,]", ["1", "a comma with no record before or after it"]],
    ["[,1]", ["a comma with no record before or after it", "1"]],
    ["[1] 2 3", ["1", "text outside of the file's array"]],
    ["[ \n ]", []],
    ["", ["the file ends before its array closes; it may be cut off"]],
  ])("%j", (text, expected) => {
    expect(split(text).map(textOf)).toEqual(expected);
  });

  test("refuses an element beyond the limit without losing the next one", () => {
    expect(split(`["${"x".repeat(50)}",2]`, [4], 20).map(textOf)).toEqual(["longer than 64 MiB", "2"]);
  });
});
