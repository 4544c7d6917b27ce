import { PgBoss } from "pg-boss";
import { connectionOptions } from "#db/client.ts";
import { readConfig } from "#lib/config.ts";

/** The job queue's connection: pg-boss in a schema of its own, that the owner installed. */

export const bossSchema = "pgboss";
export const queueNames = ["import", "judge", "publish", "edit"] as const;
export const queueOptions = { retryLimit: 5, retryDelay: 1, heartbeatSeconds: 10, expireInSeconds: 3600 };

/** A boss that only sends, or with `supervise` also looks after the queues, as a worker's does. */
export function makeBoss({ supervise }: { supervise: boolean }): PgBoss {
  const url = readConfig().databaseUrl;
  if (!url) throw new Error("DATABASE_URL is not set");
  return new PgBoss({
    ...connectionOptions(url),
    max: 4,
    schema: bossSchema,
    migrate: false,
    createSchema: false,
    supervise,
    schedule: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
}
