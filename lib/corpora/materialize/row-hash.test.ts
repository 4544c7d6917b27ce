import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalRow, logicalRoot, RowsHash } from "#lib/corpora/materialize/row-hash.ts";
import type { Column, Row } from "#lib/formats/columns.ts";

const columns: Column[] = [
  { name: "tools", type: "text", nullable: true },
  { name: "chosen", type: "json_list", nullable: false },
  { name: "seq", type: "int64", nullable: false },
  { name: "ids", type: "text_list", nullable: false },
  { name: "share", type: "float64", nullable: true },
];
const row: Row = {
  seq: 2n ** 60n,
  ids: ['a"', "b"],
  share: 0.5,
  tools: null,
  chosen: ['{"role":"user","content":"é"}', "{}"],
};
const text =
  '{"chosen":[{"role":"user","content":"é"},{}],"ids":["a\\"","b"],"seq":1152921504606846976,"share":0.5,"tools":null}';

describe("a canonical row", () => {
  test("is the object that a trainer reads, keys sorted, messages as they were written", () => {
    expect(canonicalRow(columns, row)).toBe(text);
  });

  test("does not depend on the order of columns or cells", () => {
    expect(canonicalRow(columns.toReversed(), Object.fromEntries(Object.entries(row).reverse()))).toBe(text);
  });
});

describe("the rows hash", () => {
  const digest = (rows: Row[]) => {
    const hash = new RowsHash(columns);
    for (const each of rows) hash.add(each);
    return { rows: hash.rows, digest: hash.digest() };
  };

  test("is the sha256 of the canonical rows, a line each", () => {
    const other: Row = { ...row, tools: "[]" };
    const lines = `${text}\n${text.replace('"tools":null', '"tools":"[]"')}\n`;
    expect(digest([row, other])).toEqual({
      rows: 2,
      digest: createHash("sha256").update(lines).digest("hex"),
    });
  });

  test("changes with the order of rows", () => {
    const other: Row = { ...row, share: null };
    expect(digest([row, other]).digest).not.toBe(digest([other, row]).digest);
  });
});

test("the logical root changes with any segment, its split, its rows and its place", () => {
  const segments = [
    { split: "train", rows: 2, rowsHash: "aa" },
    { split: "train", rows: 1, rowsHash: "bb" },
  ];
  const [first, second] = segments.map(segment => [segment]);
  const roots = [
    logicalRoot(segments),
    logicalRoot(segments.toReversed()),
    logicalRoot(first ?? []),
    logicalRoot((second ?? []).map(segment => ({ ...segment, split: "test" }))),
    logicalRoot((second ?? []).map(segment => ({ ...segment, rows: 2 }))),
    logicalRoot([]),
  ];
  expect(new Set(roots).size).toBe(roots.length);
  expect(logicalRoot(segments)).toBe(logicalRoot(structuredClone(segments)));
});
