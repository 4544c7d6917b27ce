import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { publishResultSchema, snapshotSchema } from "#lib/corpora/schemas.ts";
import { importResultSchema, jobSchema } from "#lib/jobs/schemas.ts";
import { workspaceOverviewSchema } from "#lib/slices/schemas.ts";
import { processTree } from "./process-tree.ts";
import { freePort, makeHome, type Serving, serve } from "./server.ts";
import { makeWorkspace, type TestWorkspace } from "./workspace.ts";

/** What is left when everything dies at once, as when the power goes: all that was acknowledged, and nothing by halves. */

const tasks = 1_500;
const runsPerTask = 2;
const turnsPerRun = 24;
const runs = tasks * runsPerTask;

const home = makeHome();
const folder = mkdtempSync(join(tmpdir(), "espalier-files-"));
const file = join(folder, "runs.json");
const snapshotsSchema = z.object({ items: z.array(snapshotSchema) });
const jobsSchema = z.object({ items: z.array(jobSchema) });
const totalSchema = z.object({ total: z.number() });
let port = 0;
let serving: Serving;
let workspace: TestWorkspace;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  port = await freePort();
  await start();
  workspace = await makeWorkspace({ url: await serving.ready, home }, "killed");
  writeFileSync(file, JSON.stringify(tauBenchResults()));
});

test.afterAll(async () => {
  serving.process.kill("SIGTERM");
  await serving.exited;
  rmSync(home, { recursive: true });
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  serving = serve({ ESPALIER_HOME: home, PORT: String(port) });
  await serving.ready;
}

/** Parents first, so that none of them starts a child again. */
async function killEverything(): Promise<void> {
  const { pid } = serving.process;
  if (pid === undefined) throw new Error("The server has no process.");
  const tree = processTree(pid);
  // The wrapper, the supervisor, the web, the worker and PostgreSQL with processes of its own.
  expect(tree.length).toBeGreaterThan(5);
  for (const each of tree) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // PostgreSQL's processes end with their parent.
    }
  }
  await serving.exited;
}

/** Two runs of every task, of which the second is rewarded. They part at the assistant's last turn. */
function tauBenchResults() {
  return Array.from({ length: runs }, (_, at) => {
    const task = Math.floor(at / runsPerTask);
    const turns = Array.from({ length: turnsPerRun - 1 }, (_, turn) => ({
      role: turn % 2 === 0 ? "user" : "assistant",
      content: `Task ${task}, turn ${turn}. ${"The kettle is warm and the path is long. ".repeat(8)}`,
    }));
    const last = {
      role: "assistant",
      content: at % runsPerTask === 0 ? "It cannot be done." : "It is done.",
    };
    return { task_id: task, trial: at % runsPerTask, reward: at % runsPerTask, traj: [...turns, last] };
  });
}

async function count(filter: string): Promise<number> {
  const query = new URLSearchParams({ filter, count: "exact", limit: "1" });
  return (await workspace.get(totalSchema, `trajectories?${query}`)).total;
}

async function everyJobEnds(): Promise<void> {
  const states = async () => (await workspace.get(jobsSchema, "jobs")).items.map(job => job.state);
  await expect
    .poll(states, { timeout: 60_000 })
    .not.toContainEqual(expect.stringMatching(/^(queued|running)$/));
}

async function expectExactFigures(): Promise<void> {
  const overview = await workspace.get(workspaceOverviewSchema, "");
  expect(overview).toMatchObject({ trajectories: runs, steps: runs * turnsPerRun });
  expect(overview.rewards).toEqual([{ name: "reward", count: runs, mean: 0.5 }]);
  expect(await count(`step_count == ${turnsPerRun} && reward["reward"] == 1.0`)).toBe(tasks);
  expect(await count(`step_count == ${turnsPerRun} && reward["reward"] == 0.0`)).toBe(tasks);
}

test("an import that is killed leaves whole runs, and none twice when it goes on and is repeated", async () => {
  const interrupted = workspace.run("import", file, "--workspace", "killed");
  const landed = async () => (await workspace.get(workspaceOverviewSchema, "")).trajectories;
  await expect.poll(landed, { intervals: [20], timeout: 30_000 }).toBeGreaterThan(runs / 10);
  await killEverything();
  expect((await interrupted).code).toBe(1);

  await start();
  expect(await landed()).toBeGreaterThan(runs / 10);
  expect(await count(`step_count != ${turnsPerRun} || reward["reward"] == null`)).toBe(0);

  const again = await workspace.json(importResultSchema, "import", file, "--workspace", "killed");
  const { created, unchanged } = again;
  expect((created.trajectory ?? 0) + (unchanged.trajectory ?? 0)).toBe(runs);
  expect(unchanged.trajectory).toBeGreaterThan(runs / 10);
  await expectExactFigures();
  await everyJobEnds();
  await expectExactFigures();
});

test("a publication that is killed shows nothing partial, and the next one is whole", async () => {
  await workspace.run("judge", "killed", "--by-reward", "reward");
  const corpus = { name: "pairs", filter: "pref != null", recipe: "reward" };
  await workspace.post(z.unknown(), "corpora", corpus);
  const job = await workspace.post(jobSchema, "corpora/pairs/snapshots", {});
  const state = async () => (await workspace.get(jobSchema, `jobs/${job.jobId}`)).state;
  await expect.poll(state, { intervals: [10] }).toBe("running");
  await killEverything();

  await start();
  const published = async () =>
    (await workspace.get(snapshotsSchema, "corpora/pairs/snapshots")).items.map(item => item.rows);
  expect((await published()).filter(rows => rows !== tasks)).toEqual([]);
  const publish = ["snapshot", "killed", "--corpus", "pairs"];
  const next = await workspace.json(publishResultSchema, ...publish);
  expect(next).toMatchObject({ rows: tasks, considered: tasks, leftOut: [] });
  await everyJobEnds();
  expect(await published()).toEqual([tasks, tasks]);
  for (const version of ["v1", "v2"]) {
    const { code, stderr } = await workspace.run("pull", `killed/pairs@${version}`, join(folder, version));
    expect(stderr).toBe("");
    expect(code).toBe(0);
  }
});
