import { copyIn, rowsOfLog } from "./copy-peer.ts";
import type { Figure, Point } from "./figures.ts";
import { concurrently, secondsOf } from "./product.ts";
import { compared, type Setting } from "./setting.ts";
import { batchesOf, copiesOf } from "./source-runs.ts";

const stepsPerBatch = 500;
const senders = 4;

/** Whole runs in batches over HTTP, each answered once it is durable. */
export async function ingestBatches(setting: Setting): Promise<Figure[]> {
  const points: Point[] = [];
  for (const size of setting.sizes(10_000, 30_000, 90_000)) {
    const runs = copiesOf(setting.runs, size, "batches");
    const steps = runs.reduce((sum, run) => sum + run.steps.length, 0);
    const bodies = batchesOf(runs, stepsPerBatch).map(batch => Buffer.from(JSON.stringify(batch)));
    points.push({
      size: steps,
      ...(await compared(setting, async () => {
        const workspace = await setting.product.createWorkspace();
        const ours = await secondsOf(() =>
          concurrently(bodies, senders, body => workspace.post("/trajectories", body)),
        );
        const rows = await rowsOfLog(setting.product.database, workspace.workspaceId);
        return { ours, peer: () => secondsOf(() => copyIn(setting.product.database, rows)) };
      })),
    });
  }
  return [
    {
      what: `Ingest: JSON over HTTP, batches of ${stepsPerBatch} steps, ${senders} senders, acknowledged durable`,
      peer: "COPY of the same rows into the same tables and indexes",
      goal: ">= 0.5x",
      unit: "steps",
      measure: "seconds",
      ratio: "speed",
      points,
    },
  ];
}
