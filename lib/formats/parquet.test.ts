import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { tableFromIPC } from "apache-arrow";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, test } from "vitest";
import { CellMismatch, type Column, type Row } from "#lib/formats/columns.ts";
import { manyRows, sampleColumns, sampleRows } from "#lib/formats/fixtures/sample-rows.ts";
import { encodeParquet } from "#lib/formats/parquet.ts";

/** hyparquet is the independent reader. */
function fileOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** It reads a null list as undefined. */
async function read(bytes: Uint8Array) {
  const rows = await parquetReadObjects({ file: fileOf(bytes), compressors });
  return rows.map(row => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? null])));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("encodeParquet", () => {
  test("gives back every type of cell, nulls and empty lists included", async () => {
    expect(await read(await encodeParquet(sampleColumns, sampleRows))).toEqual(sampleRows);
  });

  test("a file of no rows has its columns", async () => {
    const bytes = await encodeParquet(sampleColumns, []);
    expect(await read(bytes)).toEqual([]);
    const top = parquetMetadata(fileOf(bytes)).schema.filter(({ name }) =>
      sampleColumns.some(c => c.name === name),
    );
    expect(top.map(({ name, repetition_type }) => [name, repetition_type])).toEqual(
      sampleColumns.map(({ name, nullable }) => [name, nullable ? "OPTIONAL" : "REQUIRED"]),
    );
  });

  test("a list of messages carries the JSON extension type in the Arrow schema that readers take", async () => {
    const metadata = parquetMetadata(fileOf(await encodeParquet(sampleColumns, sampleRows)));
    const stored = metadata.key_value_metadata?.find(({ key }) => key === "ARROW:schema")?.value ?? "";
    const { fields } = tableFromIPC(Buffer.from(stored, "base64")).schema;
    const element = (name: string) => fields.find(field => field.name === name)?.type.children[0];
    expect(element("messages")?.metadata).toEqual(
      new Map([
        ["ARROW:extension:name", "arrow.json"],
        ["ARROW:extension:metadata", ""],
      ]),
    );
    expect(element("ids")?.metadata).toEqual(new Map());
    expect(element("messages")?.nullable).toBe(false);
  });

  test("says which writer made it and nothing of when or where; compresses with zstd; has a page index", async () => {
    const metadata = parquetMetadata(fileOf(await encodeParquet(sampleColumns, sampleRows)));
    expect(metadata.created_by).toBe("espalier-parquet-1");
    expect(metadata.key_value_metadata?.map(({ key }) => key)).toEqual(["ARROW:schema"]);
    const columns = metadata.row_groups.flatMap(group => group.columns);
    expect(new Set(columns.map(column => column.meta_data?.codec))).toEqual(new Set(["ZSTD"]));
    expect(columns.every(column => (column.offset_index_length ?? 0) > 0)).toBe(true);
  });

  test("the same rows are the same bytes, however they arrive and whichever process writes them", async () => {
    const here = await encodeParquet(sampleColumns, manyRows(5000));
    expect(sha256(await encodeParquet(sampleColumns, [...manyRows(5000)]))).toBe(sha256(here));
    expect(sha256(await encodeParquet(sampleColumns, dripping(manyRows(5000))))).toBe(sha256(here));
    const script = new URL("./fixtures/sample-rows.ts", import.meta.url).pathname;
    const elsewhere = execFileSync(process.execPath, [script, "5000"], { encoding: "utf8" });
    expect(elsewhere.trim()).toBe(sha256(here));
  });

  test("row groups hold less than 100 MB of text, and keep the order of rows", async () => {
    const large = "x".repeat(40_000);
    const columns: Column[] = [{ name: "text", type: "text_list", nullable: false }];
    const rows = Array.from({ length: 3000 }, (_, at): Row => ({ text: [`${at} ${large}`] }));
    const bytes = await encodeParquet(columns, rows);
    const groups = parquetMetadata(fileOf(bytes)).row_groups;
    expect(groups.length).toBeGreaterThan(1);
    for (const group of groups) expect(Number(group.total_byte_size)).toBeLessThan(100e6);
    expect((await read(bytes)).map(row => Number.parseInt(row.text[0], 10))).toEqual(rows.map((_, at) => at));
  });

  test.each<[string, Row]>([
    ["a null that its column does not allow", { n: null }],
    ["a missing cell", {}],
    ["a cell of another type", { n: "7" }],
  ])("refuses %s", async (_, row) => {
    const columns: Column[] = [{ name: "n", type: "float32", nullable: false }];
    await expect(encodeParquet(columns, [row])).rejects.toThrow(CellMismatch);
  });

  test("an error of the rows, late in the file, is the caller's to see", async () => {
    async function* broken() {
      yield* manyRows(9000);
      throw new Error("the database went away");
    }
    await expect(encodeParquet(sampleColumns, broken())).rejects.toThrow("the database went away");
  });
});

async function* dripping(rows: Iterable<Row>) {
  for (const row of rows) {
    await null;
    yield row;
  }
}
