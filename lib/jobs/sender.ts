import type { PgBoss } from "pg-boss";
import { makeBoss } from "#db/boss.ts";
import type { Tx } from "#db/tenancy.ts";
import type { JobKind } from "#lib/jobs/schemas.ts";

const bossKey = Symbol.for("espalier.boss");
const holder = globalThis as { [bossKey]?: Promise<PgBoss> };

async function sender(): Promise<PgBoss> {
  holder[bossKey] ??= startSender();
  try {
    return await holder[bossKey];
  } catch (error) {
    delete holder[bossKey];
    throw error;
  }
}

async function startSender(): Promise<PgBoss> {
  const boss = makeBoss({ supervise: false });
  boss.on("error", () => undefined);
  await boss.start();
  return boss;
}

/** What a queued job says: where it stands; everything else is in the job's own row. */
export interface JobPayload {
  workspaceId: string;
  workspace: string;
  jobId: string;
}

/** Queues a job in the caller's transaction: it runs if, and only if, that transaction commits. */
export async function enqueue(tx: Tx, kind: JobKind, payload: JobPayload): Promise<void> {
  const boss = await sender();
  await boss.send(kind, payload, {
    db: { executeSql: async (text, values) => ({ rows: await tx.query<never>(text, values) }) },
  });
}
