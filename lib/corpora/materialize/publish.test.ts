import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { importUpload } from "#lib/capture/import-upload.ts";
import { createCorpus } from "#lib/corpora/create-corpus.ts";
import { listSnapshots } from "#lib/corpora/list-snapshots.ts";
import { publish } from "#lib/corpora/materialize/publish.ts";
import { readSnapshot } from "#lib/corpora/read-snapshot.ts";
import type { RecipeName, SnapshotItem } from "#lib/corpora/schemas.ts";
import { snapshotFile } from "#lib/corpora/snapshot-file.ts";
import { judgeByReward } from "#lib/feedback/judge/judge-by-reward.ts";
import { testJob, useTestHome } from "#lib/jobs/testing.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { storage, uploadKey } from "#lib/storage/storage.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

useTestDatabase();
useTestHome();

const everything = "votes >= 0";

async function corpus(context: Context, name: string, recipe: RecipeName = "dpo", filter = everything) {
  await createCorpus(context, { name, filter, recipe });
  return (ref = "main") => publish(testJob(context, { corpus: name, ref }));
}

const version = (context: Context, name: string, number: number) =>
  readSnapshot(context, { corpus: name, version: number });

/** Two runs of one task that part at the assistant's turn, with tool calls, and a vote where one is given. */
function pair(id: string, verdict?: "a" | "b" | "tie"): LogRecord[] {
  const run = (side: string): LogRecord => ({
    type: "trajectory",
    id: `${id}/${side}`,
    task: id,
    steps: [
      { role: "user", content: `Do ${id}` },
      {
        role: "assistant",
        content: "",
        toolCalls: [{ id: `call-${side}`, name: "search", arguments: `{"q": "${id} ${side}", "n": 1.0}` }],
      },
      { role: "tool", name: "search", toolCallId: `call-${side}`, content: "found" },
      { role: "assistant", content: `It is ${side}` },
    ],
  });
  return [
    run("a"),
    run("b"),
    {
      type: "comparison",
      id,
      aTrajectoryId: `${id}/a`,
      bTrajectoryId: `${id}/b`,
      ...(verdict ? { preferences: [{ id: `${id}/vote`, rater: "human:x", verdict }] } : {}),
    },
  ];
}

const pairs = (count: number, prefix = "p") =>
  Array.from({ length: count }, (_, at) => pair(`${prefix}${at}`, at % 2 === 0 ? "a" : "b")).flat();

/** The bytes of every file of a version, by path, as they are served; each checked against its hash. */
async function bytesOf(context: Context, { corpus: name, version: number, files }: SnapshotItem) {
  const bytes = new Map<string, Buffer>();
  for (const path of [null, ...files.map(file => file.path)]) {
    const { key, sha256, sizeBytes } = await snapshotFile(context, {
      corpus: name,
      version: `v${number}`,
      path,
    });
    const content = Buffer.from(await storage().slice(key, 0, sizeBytes));
    expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
    bytes.set(path ?? "manifest.json", content);
  }
  return bytes;
}

async function rowsOf(context: Context, snapshot: SnapshotItem) {
  const files = [...(await bytesOf(context, snapshot))].filter(([path]) => path.endsWith(".parquet"));
  const rows = await Promise.all(
    files.map(([, bytes]) => parquetReadObjects({ file: new Uint8Array(bytes).buffer, compressors })),
  );
  return rows.flat();
}

const dataFiles = ({ files }: SnapshotItem) =>
  files.map(({ path, sha256, sizeBytes, rows }) => ({ path, sha256, sizeBytes, rows }));

describe("publishing", () => {
  test("writes rows that another reader reads, tool calls and provenance included", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, [...pairs(5), ...pair("tied", "tie"), ...pair("open")]);
    const result = await (await corpus(context, "dpo"))();
    expect(result).toMatchObject({
      snapshot: "dpo@v1",
      rows: 5,
      considered: 7,
      segments: 1,
      segmentsReused: 0,
    });
    expect(result.leftOut.map(({ reason, count }) => [reason, count])).toEqual([
      ["tie", 1],
      ["undecided", 1],
    ]);
    const snapshot = await version(context, "dpo", 1);
    const rows = await rowsOf(context, snapshot);
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const id = row.esp_task;
      const won = Number(id.slice(1)) % 2 === 0 ? "a" : "b";
      // hyparquet reads the JSON type as values.
      const message = (text: unknown) => (typeof text === "string" ? JSON.parse(text) : text);
      expect(row.prompt.map(message)).toEqual([{ role: "user", content: `Do ${id}` }]);
      const [chosen] = row.chosen.map(message);
      expect(chosen).toMatchObject({ role: "assistant", content: "" });
      expect(chosen.tool_calls[0].function).toEqual({
        name: "search",
        arguments: { q: `${id} ${won}`, n: 1 },
      });
      expect(row.esp_split).toBe("train");
      expect(row.esp_trajectory_ids).toHaveLength(2);
    }
    const manifest = JSON.parse(String((await bytesOf(context, snapshot)).get("manifest.json")));
    expect(manifest).toMatchObject({
      snapshot: "dpo@v1",
      rows: 5,
      considered: 7,
      logicalRoot: snapshot.logicalRoot,
    });
    expect(manifest.files.map((file: { path: string }) => file.path)).toEqual(
      snapshot.files.map(file => file.path),
    );
  });

  test("again makes a new version of the same bytes, and writes none of them", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, pairs(6));
    const again = await corpus(context, "dpo");
    await again();
    expect(await again()).toMatchObject({ snapshot: "dpo@v2", segments: 1, segmentsReused: 1 });
    const [one, two] = [await version(context, "dpo", 1), await version(context, "dpo", 2)];
    expect(dataFiles(two)).toEqual(dataFiles(one));
    expect(two.logicalRoot).toBe(one.logicalRoot);
  });

  test("gives the same bytes under another corpus's name, and shares none with another workspace", async () => {
    const [context, other] = [await freshWorkspace(), await freshWorkspace()];
    await append(context.workspaceId, pairs(6));
    await append(other.workspaceId, pairs(6));
    await (await corpus(context, "one"))();
    expect(await (await corpus(context, "two"))()).toMatchObject({ segmentsReused: 1 });
    expect(dataFiles(await version(context, "two", 1))).toEqual(dataFiles(await version(context, "one", 1)));
    expect(await (await corpus(other, "one"))()).toMatchObject({ segmentsReused: 0, rows: 6 });
  });

  test("rebuilds the same bytes when what was made is gone", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, pairs(6));
    const again = await corpus(context, "dpo");
    await again();
    const one = await version(context, "dpo", 1);
    const before = await bytesOf(context, one);
    const parquet = one.files.find(file => file.path.endsWith(".parquet"));
    const { key } = await snapshotFile(context, { corpus: "dpo", version: "v1", path: parquet?.path ?? "" });
    await storage().remove(key);
    expect(await again()).toMatchObject({ segmentsReused: 0 });
    expect(await bytesOf(context, one)).toEqual(before);
    expect(dataFiles(await version(context, "dpo", 2))).toEqual(dataFiles(one));
  });

  test("at a pinned ref gives what that ref gave, whatever came since", async () => {
    const context = await freshWorkspace();
    const { seq } = await append(context.workspaceId, pairs(4));
    const at = await corpus(context, "dpo");
    await at();
    await append(context.workspaceId, pairs(3, "later"));
    expect(await at()).toMatchObject({ snapshot: "dpo@v2", rows: 7 });
    expect(await at(`main@${seq}`)).toMatchObject({ snapshot: "dpo@v3", rows: 4, segmentsReused: 1 });
    expect(dataFiles(await version(context, "dpo", 3))).toEqual(dataFiles(await version(context, "dpo", 1)));
  });

  test("leaves a version as it is when a preference comes late, and has it in the next", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, [...pairs(4), ...pair("open")]);
    const again = await corpus(context, "dpo");
    await again();
    const one = await version(context, "dpo", 1);
    const before = await bytesOf(context, one);
    await append(context.workspaceId, [
      { type: "preference", comparisonId: "open", rater: "human:y", verdict: "b", strength: 2 },
      { type: "preference", comparisonId: "p0", rater: "human:x", verdict: "b" },
    ]);
    expect(await again()).toMatchObject({ snapshot: "dpo@v2", rows: 5, segmentsReused: 0 });
    expect(await version(context, "dpo", 1)).toEqual(one);
    expect(await bytesOf(context, one)).toEqual(before);
    const two = await version(context, "dpo", 2);
    expect(two.logicalRoot).not.toBe(one.logicalRoot);
    const late = (await rowsOf(context, two)).find(row => row.esp_task === "open");
    expect(late?.esp_strength).toBe(2);
  });

  test("with no row left is refused with the reasons, and publishes nothing", async () => {
    const context = await freshWorkspace();
    const empty = await corpus(context, "empty");
    await expect(empty()).rejects.toThrow("0 rows: no comparison matches the filter.");
    await append(context.workspaceId, [...pair("one", "tie"), ...pair("two", "tie")]);
    await expect(empty()).rejects.toThrow(/^0 rows, 2 left out: tie$/);
    await append(context.workspaceId, pair("three"));
    await expect(empty()).rejects.toMatchObject({
      family: "invalid",
      code: "nothing_to_publish",
      message: "0 rows, 3 left out: 2 tie, 1 undecided",
    });
    expect(await listSnapshots(context, "empty")).toEqual([]);
  });

  test("twice at once gives two versions, each whole, and each audited once", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, pairs(4));
    const again = await corpus(context, "dpo");
    const results = await Promise.all([again(), again(), again(), again()]);
    expect(results.map(result => result.snapshot).sort()).toEqual(["dpo@v1", "dpo@v2", "dpo@v3", "dpo@v4"]);
    for (const snapshot of await listSnapshots(context, "dpo")) {
      expect((await bytesOf(context, snapshot)).size).toBe(3);
      expect(snapshot.rows).toBe(4);
    }
    const audited = await withWorkspace(context.workspaceId, tx =>
      tx.query(
        "SELECT subject FROM audit WHERE workspace_id = $1 AND verb = 'publish-snapshot' ORDER BY subject",
        [context.workspaceId],
      ),
    );
    expect(audited).toEqual([1, 2, 3, 4].map(number => ({ subject: `dpo@v${number}` })));
  });

  test("by a job that runs twice, at once or again, publishes once", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, pairs(4));
    await corpus(context, "dpo");
    const jobId = uuidv7();
    const run = () => publish(testJob(context, { corpus: "dpo", ref: "main" }, { jobId }));
    const [one, two] = await Promise.all([run(), run()]);
    expect(two).toEqual(one);
    expect(await run()).toEqual(one);
    expect(await listSnapshots(context, "dpo")).toHaveLength(1);
  });

  test("that is stopped midway leaves nothing to see, and the same bytes afterwards", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, pairs(4));
    await corpus(context, "dpo");
    const jobId = uuidv7();
    const input = { corpus: "dpo", ref: "main" };
    const report = async () => {
      throw new Error("the worker died");
    };
    await expect(publish(testJob(context, input, { jobId, report }))).rejects.toThrow("the worker died");
    expect(await listSnapshots(context, "dpo")).toEqual([]);
    expect(await publish(testJob(context, input, { jobId }))).toMatchObject({ snapshot: "dpo@v1", rows: 4 });
  });

  test("writes nothing of the machine, the time or the workspace into a byte", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, pairs(3));
    await (await corpus(context, "dpo"))();
    const never = [
      process.env.ESPALIER_HOME ?? "",
      context.workspaceId,
      new Date().toISOString().slice(0, 10),
    ];
    for (const [path, bytes] of await bytesOf(context, await version(context, "dpo", 1))) {
      for (const text of never) expect([path, text, bytes.includes(text)]).toEqual([path, text, false]);
    }
  });
});

const folder = process.env.ESPALIER_TEST_DATA ?? "../shared/data";
const airline = join(folder, "tau-bench/gpt-4o-airline.json");
const pandalm = join(folder, "pandalm/testset-v1.json");

function missing(file: string): boolean {
  if (existsSync(file)) return false;
  process.stderr.write(`skipped: ${file} is not there; set ESPALIER_TEST_DATA to the folder of real data\n`);
  return true;
}

async function imported(file: string): Promise<Context> {
  const context = await freshWorkspace();
  const uploadId = uuidv7();
  const bytes = readFileSync(file);
  await storage().put(uploadKey(context.workspaceId, uploadId), bytes);
  await importUpload(testJob(context, { name: file, uploadId, sizeBytes: bytes.byteLength }));
  return context;
}

describe.skipIf(missing(airline))("tau-bench, judged by its reward", () => {
  test("gives 88 pairs: none to dpo, which says why, and every one to reward", async () => {
    const context = await imported(airline);
    expect(await judgeByReward(testJob(context, { byReward: "reward" }))).toEqual({
      comparisons: 88,
      preferences: 88,
      unchanged: 0,
    });
    expect(await judgeByReward(testJob(context, { byReward: "reward" }))).toEqual({
      comparisons: 0,
      preferences: 0,
      unchanged: 88,
    });
    const dpo = await corpus(context, "dpo", "dpo", "pref != null");
    await expect(dpo()).rejects.toThrow(/^0 rows, 88 left out: split at a user turn$/);
    const result = await (await corpus(context, "reward", "reward", "pref != null"))();
    expect(result).toMatchObject({ rows: 88, considered: 88, leftOut: [] });
    const rows = await rowsOf(context, await version(context, "reward", 1));
    expect(rows).toHaveLength(88);
    const calls = rows
      .flatMap(row => [...row.chosen, ...row.rejected])
      .map(text => (typeof text === "string" ? JSON.parse(text) : text))
      .flatMap(message => message.tool_calls ?? []);
    expect(calls.length).toBeGreaterThan(88);
    expect(calls.every(call => typeof call.function.arguments === "object")).toBe(true);
  });
});

describe.skipIf(missing(pandalm))("PandaLM, by the majority of its annotators", () => {
  test("gives 842 rows, and a reason for each of the others", async () => {
    const context = await imported(pandalm);
    for (const recipe of ["dpo", "reward"] as const) {
      const result = await (await corpus(context, recipe, recipe, "pref != null"))();
      expect(result).toMatchObject({ rows: 842, considered: 999 });
      expect(Object.fromEntries(result.leftOut.map(({ reason, count }) => [reason, count]))).toEqual({
        tie: 105,
        "empty rejected": 51,
        "empty chosen": 1,
      });
      expect(await rowsOf(context, await version(context, recipe, 1))).toHaveLength(842);
    }
  });
});
