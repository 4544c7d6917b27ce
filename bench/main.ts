import { parseArgs } from "node:util";
import { invalid, isEspalierError } from "#lib/service/errors.ts";
import { curation } from "./curation.ts";
import { exponentOf, type Figure, ratioOf } from "./figures.ts";
import { importFile } from "./import-file.ts";
import { ingestBatches } from "./ingest-batches.ts";
import { ingestSteps } from "./ingest-steps.ts";
import { startProduct } from "./product.ts";
import { publish } from "./publish.ts";
import type { Setting } from "./setting.ts";
import { readSourceRuns } from "./source-runs.ts";
import { tableOf } from "./table.ts";
import { views } from "./views.ts";

const benches: Record<string, (setting: Setting) => Promise<Figure[]>> = {
  "ingest-batches": ingestBatches,
  "ingest-steps": ingestSteps,
  "import-file": importFile,
  publish,
  views,
  curation,
};

const usage = `Usage: npm run bench -- [--only NAME[,NAME]] [--scale N] [--repeat N] [--json]
Benches: ${Object.keys(benches).join(", ")}. --scale 10 measures ten times the sizes.`;

/** `npm run bench`: figures of this machine, as ratios to what was measured beside them. It judges nothing. */
async function main(): Promise<void> {
  const options = readOptions();
  const runs = readSourceRuns();
  const product = await startProduct();
  // A server that was interrupted must not stay behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void product.stop().finally(() => process.exit(130)));
  }
  try {
    const setting: Setting = {
      product,
      runs,
      repetitions: options.repetitions,
      sizes: (...sizes) => sizes.map(size => Math.max(1, Math.round(size * options.scale))),
    };
    const figures: Figure[] = [];
    for (const name of options.names) {
      const found = await benches[name]?.(setting);
      for (const figure of found ?? []) {
        figures.push(figure);
        if (!options.json) console.log(`${tableOf([figure])}\n`);
      }
    }
    if (options.json) console.log(JSON.stringify(figures.map(withRatios), null, 2));
  } finally {
    await product.stop();
  }
}

function withRatios(figure: Figure) {
  const points = figure.points.map(point => ({ ...point, ratio: ratioOf(figure, point) }));
  return { ...figure, points, growthExponent: exponentOf(figure) };
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      scale: { type: "string", default: "1" },
      repeat: { type: "string", default: "3" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const scale = Number(values.scale);
  const repetitions = Number(values.repeat);
  const names = values.only?.split(",") ?? Object.keys(benches);
  const unknown = names.find(name => !Object.hasOwn(benches, name));
  if (values.help) throw invalid(usage);
  if (unknown !== undefined) throw invalid(`There is no bench ${unknown}.\n${usage}`);
  if (!(scale > 0)) throw invalid(`--scale takes a number above 0.\n${usage}`);
  if (!(Number.isInteger(repetitions) && repetitions > 0))
    throw invalid(`--repeat takes a whole number.\n${usage}`);
  return { scale, repetitions, names, json: values.json };
}

main().catch(error => {
  console.error(isEspalierError(error) ? error.message : error);
  process.exitCode = 1;
});
