import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { type PublishResult, publishResultSchema } from "#lib/corpora/schemas.ts";
import { importResultSchema, judgeResultSchema } from "#lib/jobs/schemas.ts";
import { missingReason, pandaLmFile, tauBenchFile } from "./real-files.ts";
import { type Python, pythonWith } from "./trainers/python.ts";
import { makeWorkspace, sharedServer, type TestWorkspace } from "./workspace.ts";

/** What was published, read by the libraries that trainers read with. */

const demo = fileURLToPath(new URL("../demo", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "espalier-trainers-"));
const installSeconds = process.env.ESPALIER_TRAIN === "1" ? 1200 : 240;
const jsonList = "list<element: extension<arrow.json> not null>";

test.describe.configure({ mode: "serial" });

test.afterAll(() => rmSync(folder, { recursive: true }));

async function pythonOrSkip(requirements: string): Promise<Python> {
  test.setTimeout(installSeconds * 1000);
  const python = await pythonWith(requirements);
  if ("run" in python) return python;
  console.warn(`Skipped: ${python.reason}`);
  test.skip(true, python.reason);
  throw new Error(python.reason);
}

/** Publishes every decided pair under a recipe's name, and pulls it. */
async function published(
  workspace: TestWorkspace,
  recipe: string,
): Promise<PublishResult & { path: string }> {
  const words = ["snapshot", workspace.name, "--filter", "pref != null", "--recipe", recipe, "--to", recipe];
  const result = await workspace.json(publishResultSchema, ...words);
  const path = join(folder, workspace.name, recipe);
  await workspace.json(z.unknown(), "pull", `${workspace.name}/${result.snapshot}`, path);
  return { ...result, path };
}

async function read<T>(python: Python, schema: z.ZodType<T>, script: string, ...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await python.run(script, ...args);
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${stderr}`);
  // TRL prints tables of its own; the summary is the last line.
  return schema.parse(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""));
}

const arrowSchema = z.object({
  rows: z.number(),
  types: z.record(z.string(), z.string()),
  nullable: z.array(z.string()),
  roles: z.array(z.string()),
  contents_are_text: z.boolean(),
  tool_calls: z.number(),
  arguments_are_objects: z.boolean(),
  empty_tool_calls: z.number(),
  tools: z.array(z.number()),
});

const readingSchema = z.object({
  rows: z.number(),
  columns: z.array(z.string()),
  messages: z.number(),
  messages_are_dicts: z.boolean(),
  absent_keys_stay_absent: z.boolean(),
  tool_calls: z.number(),
  arguments_are_dicts: z.boolean(),
});
const datasetsSchema = z.object({ by_files: readingSchema, by_card: readingSchema });

test.describe("runs with tools", () => {
  let python: Python;
  let dpo: PublishResult & { path: string };
  let reward: PublishResult & { path: string };

  test.beforeAll(async () => {
    python = await pythonOrSkip("requirements.txt");
    const workspace = await makeWorkspace(sharedServer(), "trainers");
    for (const name of readdirSync(demo).filter(name => name.endsWith(".jsonl")))
      await workspace.json(importResultSchema, "import", join(demo, name), "--workspace", "trainers");
    await workspace.json(judgeResultSchema, "judge", "trainers", "--by-reward", "task_success");
    dpo = await published(workspace, "dpo");
    reward = await published(workspace, "reward");
  });

  const provenance = {
    esp_trajectory_ids: "list<element: string not null>",
    esp_comparison_id: "string",
    esp_task: "string",
    esp_split: "string",
    esp_seq: "int64",
    esp_strength: "float",
    esp_vote_share: "double",
  };

  test("pyarrow sees messages as JSON, and arguments as objects", async () => {
    const found = await read(python, arrowSchema, "read_with_pyarrow.py", dpo.path);
    const messages = { prompt: jsonList, chosen: jsonList, rejected: jsonList };
    expect(found.types).toEqual({ ...messages, tools: "string", ...provenance });
    expect(found.nullable).toEqual(["tools", "esp_strength", "esp_vote_share"]);
    expect(dpo.rows).toBeGreaterThan(10);
    expect(found).toMatchObject({
      rows: dpo.rows,
      contents_are_text: true,
      arguments_are_objects: true,
      empty_tool_calls: 0,
    });
    expect(found.tool_calls).toBeGreaterThan(dpo.rows);
    expect(found.tools.every(count => count > 0)).toBe(true);
  });

  test("pyarrow sees a margin on every reward row", async () => {
    const found = await read(python, arrowSchema, "read_with_pyarrow.py", reward.path);
    const messages = { chosen: jsonList, rejected: jsonList };
    expect(found.types).toEqual({ ...messages, margin: "float", tools: "string", ...provenance });
    expect(found.nullable).not.toContain("margin");
    expect(found.rows).toBe(reward.rows);
  });

  for (const recipe of ["dpo", "reward"] as const) {
    test(`datasets gives ${recipe} rows whose messages are dicts, by the files and by the folder`, async () => {
      const { path, rows } = recipe === "dpo" ? dpo : reward;
      const cache = join(folder, "cache", recipe);
      const found = await read(python, datasetsSchema, "read_with_datasets.py", path, cache);
      expect(found.by_card).toEqual(found.by_files);
      expect(found.by_files).toMatchObject({
        rows,
        messages_are_dicts: true,
        absent_keys_stay_absent: true,
        arguments_are_dicts: true,
      });
      expect(found.by_files.tool_calls).toBeGreaterThan(rows);
    });
  }
});

test.describe("real files", () => {
  const missing = missingReason(tauBenchFile, pandaLmFile);
  test.skip(missing !== null, missing ?? "");

  async function bothWays(workspace: TestWorkspace, recipe: string) {
    const python = await pythonOrSkip("requirements.txt");
    const { path } = await published(workspace, recipe);
    return {
      arrow: await read(python, arrowSchema, "read_with_pyarrow.py", path),
      datasets: (
        await read(
          python,
          datasetsSchema,
          "read_with_datasets.py",
          path,
          join(folder, "cache", workspace.name),
        )
      ).by_card,
    };
  }

  test("tau-bench's 88 pairs are read with their tool calls as objects", async () => {
    const workspace = await makeWorkspace(sharedServer(), "trainers-tau");
    await workspace.json(importResultSchema, "import", tauBenchFile, "--workspace", workspace.name);
    await workspace.json(judgeResultSchema, "judge", workspace.name, "--by-reward", "reward");
    const { arrow, datasets } = await bothWays(workspace, "reward");
    expect(arrow).toMatchObject({ rows: 88, arguments_are_objects: true, contents_are_text: true });
    expect(arrow.tool_calls).toBeGreaterThan(88);
    expect(datasets).toMatchObject({ rows: 88, arguments_are_dicts: true, tool_calls: arrow.tool_calls });
  });

  test("PandaLM's 842 decided pairs are read as texts", async () => {
    const workspace = await makeWorkspace(sharedServer(), "trainers-pandalm");
    await workspace.json(importResultSchema, "import", pandaLmFile, "--workspace", workspace.name);
    const { arrow, datasets } = await bothWays(workspace, "dpo");
    expect(arrow).toMatchObject({
      rows: 842,
      contents_are_text: true,
      tool_calls: 0,
      roles: ["assistant", "user"],
    });
    expect(datasets).toMatchObject({ rows: 842, messages: arrow.rows * 3, messages_are_dicts: true });
  });
});

/** On demand only: it installs PyTorch, which takes minutes and gigabytes. */
if (process.env.ESPALIER_TRAIN === "1") {
  const missing = missingReason(pandaLmFile);
  const trainedSchema = z.object({
    rows: z.number(),
    rows_trained_on: z.number(),
    steps: z.number(),
    loss: z.number(),
  });

  test("TRL's DPOTrainer trains on every row of PandaLM", async () => {
    test.skip(missing !== null, missing ?? "");
    const python = await pythonOrSkip("requirements-train.txt");
    const workspace = await makeWorkspace(sharedServer(), "trained");
    await workspace.json(importResultSchema, "import", pandaLmFile, "--workspace", "trained");
    const { path, rows } = await published(workspace, "dpo");
    const trained = await read(python, trainedSchema, "train_dpo.py", path, join(folder, "scratch"));
    expect(trained).toMatchObject({ rows, rows_trained_on: rows, steps: 20 });
    expect(trained.loss).toBeGreaterThan(0);
    console.log(`DPOTrainer: ${JSON.stringify(trained)}`);
  });
}
