import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { bossSchema, queueNames, queueOptions } from "#db/boss.ts";
import { appRole } from "#db/client.ts";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
const lockNumber = 4_276_301;

/**
 * Brings a database to this version's schema, as the role that owns it. Safe to run at any time and by several at once:
 * one waits for the other. `appLogin` is the role that web and worker log in as, where it is another one.
 */
export async function migrate({
  ownerUrl,
  appLogin,
}: {
  ownerUrl: string;
  appLogin?: string;
}): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockNumber]);
    await ensureAppRole(client, appLogin);
    await runMigrations(drizzle(client), { migrationsFolder });
    await migrateJobs(ownerUrl, client);
  } finally {
    await client.end();
  }
}

async function ensureAppRole(client: pg.Client, appLogin: string | undefined): Promise<void> {
  const found = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [appRole]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${appRole} NOLOGIN NOSUPERUSER NOBYPASSRLS`);
  if (!appLogin || appLogin === appRole) return;
  const member = await client.query("SELECT pg_has_role($1, $2, 'MEMBER') AS is_member", [appLogin, appRole]);
  if (!member.rows[0].is_member)
    await client.query(`GRANT ${appRole} TO ${client.escapeIdentifier(appLogin)}`);
}

/** pg-boss's own schema: installed by the owner, used by the application. */
async function migrateJobs(ownerUrl: string, client: pg.Client): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: bossSchema,
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    for (const name of queueNames) {
      if (!(await boss.getQueue(name))) await boss.createQueue(name, queueOptions);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await client.query(`
    GRANT USAGE ON SCHEMA ${bossSchema} TO ${appRole};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${bossSchema} TO ${appRole};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${bossSchema} TO ${appRole};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${bossSchema} TO ${appRole}`);
}
