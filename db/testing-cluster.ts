import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type ClusterUrls, prepareCluster, urlFor } from "./cluster.ts";
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";

const secrets = { ownerPassword: "espalier", appPassword: "espalier" };
const fastSettings = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  autovacuum: "off",
  max_connections: "200",
  shared_buffers: "128MB",
};

export interface TestCluster {
  clone(): Promise<ClusterUrls>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * One server for a whole test run, with a migrated template that each test file clones. `DATABASE_URL` names a
 * throw-away PostgreSQL 15 or later, as its superuser, to be used in place of the embedded one.
 */
export async function startTestCluster(externalUrl = process.env.DATABASE_URL): Promise<TestCluster> {
  const folder = externalUrl ? null : mkdtempSync(join(tmpdir(), "espalier-test-"));
  let server: EmbeddedPostgres | null = null;
  const prefix = `espalier_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  let clones = 0;

  async function stop(): Promise<void> {
    await server?.stop();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }

  try {
    if (folder !== null) {
      const dataFolder = join(folder, "postgres");
      server = await startEmbedded({ dataFolder, superuserPassword: "espalier", settings: fastSettings });
    }
    const superuserUrl = server?.superuserUrl ?? externalUrl ?? "";
    const admin = new pg.Pool({ connectionString: superuserUrl, max: 2 });
    // A server that stops under an idle connection is no failure of a test.
    admin.on("error", () => undefined);
    const { ownerUrl } = await prepareCluster(superuserUrl, secrets, template);
    await migrate({ ownerUrl });
    return {
      clone: async () => {
        clones += 1;
        const name = `${prefix}_${clones}`;
        await admin.query(
          `CREATE DATABASE ${name} OWNER espalier_owner TEMPLATE ${template} STRATEGY file_copy`,
        );
        const as = (user: string) => urlFor(superuserUrl, name, user, "espalier");
        return { ownerUrl: as("espalier_owner"), appUrl: as("espalier") };
      },
      drop: async name => {
        if (!/^espalier_test_[0-9a-f]{8}_\d+$/.test(name))
          throw new Error(`${name} is not a test's database.`);
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      },
      stop: async () => {
        if (folder === null) await dropAll(admin, prefix);
        await admin.end();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function dropAll(admin: pg.Pool, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [prefix],
  );
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
}
