import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "./line-splitter.ts";

function split(text: string, chunkSize: number, maxBytes?: number): [number, number, string][] {
  const bytes = new TextEncoder().encode(text);
  const splitter = new LineSplitter(maxBytes);
  const spans = [];
  for (let at = 0; at < bytes.length; at += chunkSize)
    spans.push(...splitter.push(bytes.slice(at, at + chunkSize)));
  spans.push(...splitter.end());
  return spans.map(span => [
    span.line,
    span.record,
    "bytes" in span ? new TextDecoder().decode(span.bytes) : span.refused,
  ]);
}

test("cuts any text into its lines that are not blank, however it is cut into chunks", () => {
  const texts = fc
    .array(fc.constantFrom("a", "é", "\n", " ", "\r\n", "{}"), { maxLength: 40 })
    .map(parts => parts.join(""));
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 9 }), (text, chunkSize) => {
      const expected = text
        .split("\n")
        .map((line, at): [number, string] => [at + 1, line])
        .filter(([, line]) => line.trim() !== "")
        .map(([line, content], at) => [line, at + 1, content]);
      expect(split(text, chunkSize)).toEqual(expected);
    }),
  );
});

test("refuses a line beyond the limit without losing the next one", () => {
  expect(split(`${"x".repeat(30)}\n2\n`, 4, 10)).toEqual([
    [1, 1, "longer than 64 MiB"],
    [2, 2, "2"],
  ]);
});
