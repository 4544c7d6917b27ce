import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "#lib/config.ts";
import { ensureSecrets } from "#lib/secrets.ts";
import { unavailable } from "#lib/service/errors.ts";
import { type ClusterUrls, prepareCluster } from "./cluster.ts";
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts";
import { lockHome } from "./home-lock.ts";
import { migrate } from "./migrate.ts";
import { findRunningServer } from "./running-server.ts";

export interface HomeDatabase extends ClusterUrls {
  server: EmbeddedPostgres;
}

/** Starts the database of a home folder; the caller holds the folder's lock. Migrating it is a step of its own. */
export async function startHomeDatabase(home: string): Promise<HomeDatabase> {
  const secrets = ensureSecrets(home);
  const { superuserPassword } = secrets;
  const server = await startEmbedded({ dataFolder: join(home, "postgres"), superuserPassword });
  try {
    return { server, ...(await prepareCluster(server.superuserUrl, secrets)) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export interface LocalDatabase {
  databaseUrl: string;
  ownerUrl: string;
  /** Signs sessions and links, as the server's own does. */
  secret: string;
}

const patienceSeconds = 60;

/**
 * Yields the database that this machine's server uses: the external one where the environment names it, else that of
 * the running server, else the embedded one, started and migrated for as long as `use` takes.
 */
export async function withLocalDatabase<T>(
  config: Config,
  use: (database: LocalDatabase) => Promise<T>,
): Promise<T> {
  const secret = config.secret ?? ensureSecrets(config.home).secret;
  const { databaseUrl } = config;
  if (databaseUrl !== undefined)
    return use({ databaseUrl, ownerUrl: config.migrateDatabaseUrl ?? databaseUrl, secret });
  const deadline = Date.now() + patienceSeconds * 1000;
  while (Date.now() < deadline) {
    const running = findRunningServer(config.home);
    if (running !== null)
      return use({ databaseUrl: running.databaseUrl, ownerUrl: running.ownerUrl, secret });
    const lock = await lockHome(config.home, 0);
    if (lock === null) {
      // A server is starting or stopping, or another command has the database for a moment.
      await delay(200);
      continue;
    }
    try {
      return await withStartedDatabase(config.home, secret, use);
    } finally {
      lock.release();
    }
  }
  throw unavailable(`Another process holds ${config.home} and serves no database: end it, then try again.`);
}

async function withStartedDatabase<T>(
  home: string,
  secret: string,
  use: (database: LocalDatabase) => Promise<T>,
): Promise<T> {
  const { server, appUrl, ownerUrl } = await startHomeDatabase(home);
  try {
    await migrate({ ownerUrl });
    return await use({ databaseUrl: appUrl, ownerUrl, secret });
  } finally {
    await server.stop();
  }
}
