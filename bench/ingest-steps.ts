import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import type { Figure, Point } from "./figures.ts";
import { ask, concurrently, secondsOf } from "./product.ts";
import { compared, type Setting } from "./setting.ts";
import { insertStep } from "./single-insert.ts";
import { copiesOf, type Run, stepRecords } from "./source-runs.ts";

const agents = 200;

/** Each agent reports its steps one by one, and waits for each to be durable. */
export async function ingestSteps(setting: Setting): Promise<Figure[]> {
  const overHttp: Point[] = [];
  const direct: Point[] = [];
  for (const size of setting.sizes(2_000, 6_000, 18_000)) {
    const records = interleaved(copiesOf(setting.runs, size, "steps"));
    const bodies = records.map(record => Buffer.from(JSON.stringify(record)));
    const againstServer = await compared(setting, async () => ({
      ours: await ourSeconds(setting, records, bodies),
      peer: () => withInsertServer(setting, send => secondsOf(() => concurrently(bodies, agents, send))),
    }));
    overHttp.push({ size: records.length, ...againstServer });
    direct.push({
      size: records.length,
      ours: againstServer.ours,
      peer: await secondsOf(() =>
        concurrently(bodies, agents, body => insertStep(setting.product.database, body.toString("utf8"))),
      ),
    });
  }
  const what = `Ingest: single steps from ${agents} concurrent agents, each acknowledged durable`;
  const common = { what, unit: "steps", measure: "seconds", ratio: "speed" } as const;
  return [
    {
      ...common,
      peer: "the same agents, a bare HTTP server and a single-row INSERT on a pool",
      goal: ">= 2x",
      points: overHttp,
    },
    { ...common, peer: "single-row INSERTs on a pool, no HTTP between", goal: "(none)", points: direct },
  ];
}

/** Steps as they come when all agents work at once: a step of each in turn. */
function interleaved(runs: readonly Run[]) {
  const lists = runs.map(stepRecords);
  const longest = Math.max(...lists.map(list => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap(list => list[at] ?? [])).flat();
}

async function ourSeconds(
  { product, runs }: Setting,
  records: readonly { trajectoryId: string }[],
  bodies: readonly Buffer[],
): Promise<number> {
  const workspace = await product.createWorkspace();
  const [source] = runs;
  if (!source) throw new RangeError("there is no run");
  const ids = [...new Set(records.map(record => record.trajectoryId))];
  const started = ids.map(id => ({ type: "trajectory", id, task: source.task, status: "running" }));
  await workspace.post("/trajectories", Buffer.from(JSON.stringify(started)));
  return secondsOf(() => concurrently(bodies, agents, body => workspace.post("/trajectories", body)));
}

async function withInsertServer<T>(
  { product }: Setting,
  use: (send: (body: Buffer) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const program = fileURLToPath(new URL("insert-server.ts", import.meta.url));
  const server = fork(program, {
    env: { ...process.env, DATABASE_URL: product.database.options.connectionString },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: agents });
  try {
    const [port] = await once(server, "message");
    const door = { agent, base: `http://127.0.0.1:${port}`, key: "" };
    return await use(body => ask(door, "POST", "/", { body, mediaType: "application/json" }));
  } finally {
    agent.destroy();
    server.kill();
  }
}
