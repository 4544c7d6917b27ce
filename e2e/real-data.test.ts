import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { publishResultSchema, snapshotSchema } from "#lib/corpora/schemas.ts";
import { encodeParquet } from "#lib/formats/parquet.ts";
import { importResultSchema } from "#lib/jobs/schemas.ts";
import { workspaceOverviewSchema } from "#lib/slices/schemas.ts";
import { missingReason, pandaLmFile, tauBenchFile } from "./real-files.ts";
import { makeWorkspace, sharedServer, type TestWorkspace } from "./workspace.ts";

/** What somebody sees who brings files to the command line, with the figures that were counted from the files. */

const folder = mkdtempSync(join(tmpdir(), "espalier-files-"));
const totalSchema = z.object({ total: z.number() });
const pulledSchema = z.object({ files: z.number(), sizeBytes: z.number(), manifestSha256: z.string() });

test.afterAll(() => rmSync(folder, { recursive: true }));

async function countOf(workspace: TestWorkspace, filter: string): Promise<number> {
  const query = new URLSearchParams({ filter, count: "exact", limit: "1" });
  return (await workspace.get(totalSchema, `trajectories?${query}`)).total;
}

function publish(workspace: TestWorkspace, recipe: string, corpus: string) {
  return ["snapshot", workspace.name, "--filter", "pref != null", "--recipe", recipe, "--to", corpus];
}

/** The path and sha256 of every file below a folder, but for the manifest, which names its version. */
function filesBelow(path: string): Record<string, string> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort();
  const hashed = paths.map(file => [file.slice(path.length + 1), sha256Of(file)]);
  return Object.fromEntries(hashed.filter(([name]) => name !== "manifest.json"));
}

function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

test.describe("tau-bench", () => {
  const missing = missingReason(tauBenchFile);
  test.skip(missing !== null, missing ?? "");
  test.describe.configure({ mode: "serial" });
  let workspace: TestWorkspace;
  test.beforeAll(async () => {
    if (missing === null) workspace = await makeWorkspace(sharedServer(), "tau-bench");
  });

  test("imports every run, step and reward", async () => {
    const { code, stdout } = await workspace.run("import", tauBenchFile, "--workspace", "tau-bench");
    expect(stdout).toBe("gpt-4o-airline.json (tau-bench): 200 trajectories, 5,308 steps, 200 rewards\n");
    expect(code).toBe(0);
    const overview = await workspace.get(workspaceOverviewSchema, "");
    expect(overview).toMatchObject({ trajectories: 200, steps: 5308 });
  });

  test("counts by reward are those of the file", async () => {
    expect(await countOf(workspace, 'reward["reward"] == 1.0')).toBe(84);
    expect(await countOf(workspace, 'reward["reward"] == 0.0')).toBe(116);
  });

  test("tool calls are those of the file", async () => {
    const pageSchema = z.object({
      items: z.array(z.object({ toolCallCount: z.number() })),
      nextCursor: z.null(),
    });
    const { items } = await workspace.get(pageSchema, "trajectories?limit=200");
    expect(items.reduce((sum, item) => sum + item.toolCallCount, 0)).toBe(1164);
  });

  test("a second import changes nothing", async () => {
    const { code, stdout } = await workspace.run("import", tauBenchFile, "--workspace", "tau-bench");
    expect(stdout).toContain("nothing new");
    expect(stdout).toContain("Unchanged, there already: 200 trajectories, 5,308 steps, 200 rewards");
    expect(code).toBe(0);
    const overview = await workspace.get(workspaceOverviewSchema, "");
    expect(overview).toMatchObject({ trajectories: 200, steps: 5308, rewards: [{ count: 200 }] });
  });

  test("judging by reward makes a pair of every two runs of a task that differ, once", async () => {
    const judge = ["judge", "tau-bench", "--by-reward", "reward"];
    expect((await workspace.run(...judge)).stdout).toContain("88 new comparisons, 88 new preferences");
    expect((await workspace.run(...judge)).stdout).toContain("88 stood already");
    const overview = await workspace.get(workspaceOverviewSchema, "");
    expect(overview).toMatchObject({ comparisons: 88, decided: 88, preferences: 88 });
  });

  test("pairs that part at a user turn give no dpo row, and say so", async () => {
    const { code, stderr } = await workspace.run(...publish(workspace, "dpo", "dpo"));
    expect(stderr).toContain("0 rows, 88 left out: split at a user turn");
    expect(code).toBe(1);
  });

  test("they all give a reward row", async () => {
    const published = await workspace.json(publishResultSchema, ...publish(workspace, "reward", "reward"));
    expect(published).toMatchObject({ snapshot: "reward@v1", rows: 88, considered: 88, leftOut: [] });
  });
});

test.describe("PandaLM", () => {
  const missing = missingReason(pandaLmFile);
  test.skip(missing !== null, missing ?? "");
  test.describe.configure({ mode: "serial" });
  let workspace: TestWorkspace;
  test.beforeAll(async () => {
    if (missing === null) workspace = await makeWorkspace(sharedServer(), "pandalm");
  });

  test("imports every pair and vote, and warns of what it had to change", async () => {
    const imported = await workspace.json(
      importResultSchema,
      "import",
      pandaLmFile,
      "--workspace",
      "pandalm",
    );
    expect(imported).toMatchObject({
      created: { trajectory: 1998, comparison: 999, preference: 2997 },
      warningCount: 6,
      refusedCount: 0,
    });
    expect(imported.warnings.every(warning => warning.reason.includes("true is not a string"))).toBe(true);
  });

  test("publishes a row for each decided pair with two answers, and names what it left out", async () => {
    const published = await workspace.json(publishResultSchema, ...publish(workspace, "dpo", "dpo"));
    expect(published).toMatchObject({ rows: 842, considered: 999 });
    const leftOut = Object.fromEntries(published.leftOut.map(({ reason, count }) => [reason, count]));
    expect(leftOut).toEqual({ tie: 105, "empty rejected": 51, "empty chosen": 1 });
  });

  test("unchanged data gives the same bytes again, under another name too", async () => {
    const again = await workspace.json(publishResultSchema, ...publish(workspace, "dpo", "dpo"));
    expect(again).toMatchObject({ snapshot: "dpo@v2", rows: 842, segments: 1, segmentsReused: 1 });
    await workspace.json(publishResultSchema, ...publish(workspace, "dpo", "twin"));
    const folders = ["dpo@v1", "dpo@v2", "twin@v1"].map(name => [name, join(folder, name)] as const);
    for (const [name, path] of folders) await workspace.json(pulledSchema, "pull", `pandalm/${name}`, path);
    const [first, second, twin] = folders.map(([, path]) => filesBelow(path));
    expect(Object.keys(first ?? {})).toContainEqual(
      expect.stringMatching(/^data\/train-00000-[0-9a-f]{8}\.parquet$/),
    );
    expect(second).toEqual(first);
    expect(twin).toEqual(first);
  });

  test("what was pulled is what the manifest says, byte for byte", async () => {
    const path = join(folder, "dpo@v1");
    const pulled = await workspace.json(pulledSchema, "pull", "pandalm/dpo@v1", path);
    const snapshot = await workspace.get(snapshotSchema, "corpora/dpo/snapshots/v1");
    expect(sha256Of(join(path, "manifest.json"))).toBe(snapshot.manifestSha256);
    expect(pulled.manifestSha256).toBe(snapshot.manifestSha256);
    expect(filesBelow(path)).toEqual(
      Object.fromEntries(snapshot.files.map(file => [file.path, file.sha256])),
    );
  });

  test("a pull refuses bytes that changed in the store", async () => {
    const { files } = await workspace.get(snapshotSchema, "corpora/dpo/snapshots/v1");
    const data = files.find(file => file.path.endsWith(".parquet"));
    const objects = readdirSync(join(workspace.home, "objects"), { recursive: true, encoding: "utf8" });
    const stored = objects.find(path => data !== undefined && path.endsWith(data.sha256));
    if (!stored) throw new Error("The store holds no such object.");
    const path = join(workspace.home, "objects", stored);
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(1000) ^ 1, 1000);
    writeFileSync(path, damaged);
    const { code, stderr } = await workspace.run("pull", "pandalm/dpo@v1", join(folder, "damaged"));
    writeFileSync(path, whole);
    expect(code).toBe(1);
    expect(stderr).toMatch(/train-00000-[0-9a-f]{8}\.parquet has sha256 [0-9a-f]{64}, not /);
    expect(Object.keys(filesBelow(join(folder, "damaged")))).not.toContain(data?.path);
  });
});

test.describe("preference files that somebody wrote", () => {
  let workspace: TestWorkspace;
  test.beforeAll(async () => {
    workspace = await makeWorkspace(sharedServer(), "own-files");
  });

  const message = (role: string, content: string) => ({ role, content });

  test("TRL rows as JSON lines, with a prompt of messages or of text", async () => {
    const path = join(folder, "pairs.jsonl");
    const rows = [
      {
        prompt: [message("user", "Name a tree.")],
        chosen: [message("assistant", "Larch.")],
        rejected: [message("assistant", "Moss.")],
      },
      { prompt: "Name a fern.", chosen: "Bracken.", rejected: "Oak." },
    ];
    writeFileSync(path, rows.map(row => `${JSON.stringify(row)}\n`).join(""));
    const imported = await workspace.json(importResultSchema, "import", path, "--workspace", "own-files");
    expect(imported).toMatchObject({
      format: "trl-preference",
      created: { trajectory: 4, step: 8, comparison: 2, preference: 2 },
      refusedCount: 0,
    });
  });

  test("TRL rows as Parquet", async () => {
    const path = join(folder, "pairs.parquet");
    const columns = ["prompt", "chosen", "rejected"].map(name => ({
      name,
      type: "json_list" as const,
      nullable: false,
    }));
    const row = (question: string, good: string, bad: string) => ({
      prompt: [JSON.stringify(message("user", question))],
      chosen: [JSON.stringify(message("assistant", good))],
      rejected: [JSON.stringify(message("assistant", bad))],
    });
    const rows = [row("Name a moss.", "Sphagnum.", "Fig."), row("Name a fig.", "Sycamore fig.", "Elm.")];
    writeFileSync(path, await encodeParquet(columns, rows));
    const imported = await workspace.json(importResultSchema, "import", path, "--workspace", "own-files");
    expect(imported).toMatchObject({
      format: "trl-preference",
      created: { trajectory: 4, step: 8, comparison: 2, preference: 2 },
      refusedCount: 0,
    });
  });

  test("a bad record is named by file, line and reason, and the good ones land", async () => {
    const path = join(folder, "mixed.jsonl");
    const run = (id: string) =>
      JSON.stringify({ type: "trajectory", id, task: "mixed", steps: [message("user", id)] });
    const noTask = JSON.stringify({ type: "trajectory", id: "no task" });
    writeFileSync(path, [run("first"), noTask, '{"broken', run("last"), ""].join("\n"));
    const { code, stdout, stderr } = await workspace.run("import", path, "--workspace", "own-files");
    expect(code).toBe(1);
    expect(stdout).toContain("2 trajectories, 2 steps");
    expect(stderr).toContain("2 records with an error, not imported:");
    expect(stderr).toMatch(/^ {2}mixed\.jsonl:2: task: .+$/m);
    expect(stderr).toMatch(/^ {2}mixed\.jsonl:3: not JSON: .+$/m);
    expect(await countOf(workspace, 'task == "mixed"')).toBe(2);
  });
});
