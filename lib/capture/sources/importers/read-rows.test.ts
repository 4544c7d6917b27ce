import { describe, expect, test } from "vitest";
import { allOf, fileOf } from "./fixture-file.ts";
import { readRows } from "./read-rows.ts";

const rowsOf = (content: string | Uint8Array) => allOf(readRows(fileOf(content)));
const values = async (content: string) =>
  (await rowsOf(content)).map(row => ("value" in row ? row.value : row.refused));

describe("a file's shape is told by its content", () => {
  test("JSON lines, with either line end and no last one", async () => {
    expect(await rowsOf('{"a":1}\r\n\n{"a":2}')).toEqual([
      { line: 1, record: 1, value: { a: 1 } },
      { line: 3, record: 2, value: { a: 2 } },
    ]);
  });

  test("one JSON array", async () => {
    expect(await rowsOf('[\n{"a":1},\n{"a":2}]')).toEqual([
      { line: 2, record: 1, value: { a: 1 } },
      { line: 3, record: 2, value: { a: 2 } },
    ]);
  });

  test("one JSON object over several lines", async () => {
    expect(await values('{\n  "a": [\n    1\n  ]\n}\n')).toEqual([{ a: [1] }]);
  });

  test("one JSON object on one line", async () => {
    expect(await values('{"a":1}')).toEqual([{ a: 1 }]);
  });

  test("a byte order mark is passed over", async () => {
    expect(await values('\ufeff[{"a":1}]')).toEqual([{ a: 1 }]);
    expect(await values('\ufeff{"a":1}\n{"a":2}')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test("an empty file has no rows", async () => {
    expect(await rowsOf("")).toEqual([]);
    expect(await rowsOf(" \n\n")).toEqual([]);
  });

  test.each([
    [[0x1f, 0x8b, 8], "the file is compressed with gzip; unpack it first"],
    [[0x50, 0x4b, 3, 4], "the file is a zip archive; unpack it first"],
  ])("packed bytes %j are refused once", async (bytes, refused) => {
    expect(await rowsOf(Uint8Array.from(bytes))).toEqual([{ line: null, record: 1, refused }]);
  });
});

describe("a bad row does not take the others with it", () => {
  test("a cut first line of JSON lines", async () => {
    const rows = await rowsOf('{"a":{"b":1\n{"a":2}\n');
    expect(rows).toMatchObject([
      { line: 1, refused: expect.stringContaining("not JSON") },
      { line: 2, value: { a: 2 } },
    ]);
  });

  test("an element of an array that is not JSON", async () => {
    expect(await rowsOf('[{"a":1},{a:2},{"a":3}]')).toMatchObject([
      { record: 1, value: { a: 1 } },
      { record: 2, refused: expect.stringContaining("not JSON") },
      { record: 3, value: { a: 3 } },
    ]);
  });

  test("a line nested too deep", async () => {
    expect(await values(`${"[".repeat(300)}\n`)).toHaveLength(1);
    expect(await values(`{"a":1}\n${"[".repeat(300)}\n`)).toEqual([
      { a: 1 },
      "not JSON: nested deeper than 200 levels",
    ]);
  });

  test("numbers keep their text", async () => {
    const [value] = await values('{"a":12345678901234567890,"b":1.0}');
    expect(JSON.stringify(value)).toBe('{"a":12345678901234567890,"b":1.0}');
  });
});
