import { copyIn, rowsOfLog } from "./copy-peer.ts";
import type { Figure, Point } from "./figures.ts";
import { secondsOf } from "./product.ts";
import { compared, type Setting } from "./setting.ts";
import { copiesOf } from "./source-runs.ts";

/** A file of records, from the first byte sent until its job is done. */
export async function importFile(setting: Setting): Promise<Figure[]> {
  const points: Point[] = [];
  for (const size of setting.sizes(10_000, 30_000, 90_000)) {
    const runs = copiesOf(setting.runs, size, "file");
    const steps = runs.reduce((sum, run) => sum + run.steps.length, 0);
    const file = Buffer.from(`${runs.map(run => JSON.stringify(run)).join("\n")}\n`);
    points.push({
      size: steps,
      ...(await compared(setting, async () => {
        const workspace = await setting.product.createWorkspace();
        const ours = await secondsOf(async () => {
          await workspace.finish(
            await workspace.post("/imports?name=runs.jsonl", file, "application/octet-stream"),
          );
        });
        const rows = await rowsOfLog(setting.product.database, workspace.workspaceId);
        return { ours, peer: () => secondsOf(() => copyIn(setting.product.database, rows)) };
      })),
    });
  }
  return [
    {
      what: "Import of a file of Espalier JSONL, end to end (upload, queue, job)",
      peer: "COPY of the same rows into the same tables and indexes",
      goal: ">= 0.5x",
      unit: "steps",
      measure: "seconds",
      ratio: "speed",
      points,
    },
  ];
}
