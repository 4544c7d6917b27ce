import { readConfig, requireSharedConfig } from "#lib/config.ts";
import { startWorker } from "#lib/jobs/worker.ts";
import { reportAndExit, shutDownWith } from "./shut-down.ts";

async function main(): Promise<void> {
  requireSharedConfig(readConfig());
  const worker = await startWorker();
  shutDownWith(() => worker.stop());
}

main().catch(reportAndExit);
