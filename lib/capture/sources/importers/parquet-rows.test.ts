import {
  Field,
  Float64,
  Int64,
  List,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import * as parquet from "parquet-wasm";
import { describe, expect, test } from "vitest";
import { decodeFile } from "./decode-file.ts";
import { allOf, fileOf } from "./fixture-file.ts";
import { readRows } from "./read-rows.ts";

function parquetOf(columns: Record<string, Vector>, groupRows = 1000): Uint8Array {
  const table = parquet.Table.fromIPCStream(tableToIPC(new Table(columns), "stream"));
  const properties = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.ZSTD)
    .setMaxRowGroupSize(groupRows)
    .build();
  return parquet.writeParquet(table, properties);
}

const text = new Utf8();
const call = new Struct<{ name: Utf8; arguments: Utf8 }>([
  new Field("name", text, true),
  new Field("arguments", text, true),
]);
const message = new Struct<{ role: Utf8; content: Utf8; tool_calls: List<typeof call> }>([
  new Field("role", text, true),
  new Field("content", text, true),
  new Field("tool_calls", new List(new Field("item", call, true)), true),
]);

describe("Parquet rows", () => {
  test("come in order over row groups, integers exact, missing members left out", async () => {
    const bytes = parquetOf(
      {
        seq: vectorFromArray([1n, 2n, 9007199254740993n], new Int64()),
        score: vectorFromArray([0.5, Number.NaN, null], new Float64()),
        name: vectorFromArray(["ash", null, "böbo"], text),
      },
      2,
    );
    expect(JSON.stringify(await allOf(readRows(fileOf(bytes))))).toBe(
      JSON.stringify([
        { line: null, record: 1, value: { seq: 1, score: 0.5, name: "ash" } },
        { line: null, record: 2, value: { seq: 2 } },
        { line: null, record: 3, value: { seq: JSON.rawJSON("9007199254740993"), name: "böbo" } },
      ]),
    );
  });

  test("messages as structs padded with nulls decode without the padding", async () => {
    const conversation = [
      { role: "user", content: "Open the gate.", tool_calls: null },
      { role: "assistant", content: null, tool_calls: [{ name: "open", arguments: '{"gate": 1}' }] },
    ];
    const messages = new List(new Field("item", message, true));
    const bytes = parquetOf({ messages: vectorFromArray([conversation], messages) });
    const { decoder, rows } = await decodeFile(fileOf(bytes));
    expect(decoder.format).toBe("chat-messages");
    expect(await allOf(rows)).toMatchObject([
      {
        group: [
          {
            steps: [
              { role: "user", content: "Open the gate." },
              { role: "assistant", content: "", toolCalls: [{ name: "open", arguments: '{"gate": 1}' }] },
            ],
          },
        ],
      },
    ]);
  });

  test("messages as JSON texts, as our own snapshots hold them, decode to the same row as JSON lines", async () => {
    const row = {
      prompt: [{ role: "user", content: "Open the gate." }],
      chosen: [
        {
          role: "assistant",
          content: "",
          tool_calls: [{ id: "c", type: "function", function: { name: "open", arguments: { gate: 1 } } }],
        },
      ],
      rejected: [{ role: "assistant", content: "No." }],
    };
    const texts = (messages: unknown[]) =>
      vectorFromArray([messages.map(item => JSON.stringify(item))], new List(new Field("item", text, true)));
    const bytes = parquetOf({
      prompt: texts(row.prompt),
      chosen: texts(row.chosen),
      rejected: texts(row.rejected),
      esp_task: vectorFromArray(["gates"], text),
    });
    const { decoder, rows } = await decodeFile(fileOf(bytes));
    const lines = await decodeFile(fileOf(JSON.stringify({ ...row, esp_task: "gates" })));
    const stepsOf = (decoded: unknown) => JSON.stringify(decoded).match(/"steps":\[.*?\](?=[,}])/g);
    expect(decoder.format).toBe("trl-preference");
    const [fromParquet] = await allOf(rows);
    const [fromLines] = await allOf(lines.rows);
    expect(fromParquet).toMatchObject({
      group: [{ task: "gates" }, { task: "gates" }, { type: "comparison" }],
    });
    expect(stepsOf(fromParquet)).toEqual(stepsOf(fromLines));
  });

  test("a damaged file is refused with a reason", async () => {
    const bytes = parquetOf({ name: vectorFromArray(["ash"], text) });
    const cut = await allOf(readRows(fileOf(bytes.slice(0, bytes.length - 10))));
    expect(cut).toEqual([
      { line: null, record: 1, refused: expect.stringContaining("not a readable Parquet file") },
    ]);
    const damaged = bytes.slice();
    damaged.fill(0xff, 4, 20);
    expect(await allOf(readRows(fileOf(damaged)))).toEqual([
      { line: null, record: 1, refused: expect.stringContaining("rows 1 to 1 cannot be read") },
    ]);
  });
});
