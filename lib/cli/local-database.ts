import { withLocalDatabase } from "#db/local.ts";
import { findRunningServer } from "#db/running-server.ts";
import { readConfig } from "#lib/config.ts";
import { closeDatabase } from "#lib/service/close-database.ts";

/** Runs verbs in this process, on the database of this machine's server. */
export function useLocalDatabase<T>(use: () => Promise<T>): Promise<T> {
  const { home, databaseUrl } = readConfig();
  if (databaseUrl === undefined && findRunningServer(home) === null) {
    process.stderr.write(`No server runs with the folder ${home}; using its database by itself.\n`);
  }
  return withLocalDatabase(readConfig(), async ({ databaseUrl, secret }) => {
    process.env.DATABASE_URL = databaseUrl;
    process.env.ESPALIER_SECRET = secret;
    try {
      return await use();
    } finally {
      await closeDatabase();
    }
  });
}
