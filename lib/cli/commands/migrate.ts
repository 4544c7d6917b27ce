import { migrate } from "#db/migrate.ts";
import { reachDatabase } from "#db/reach.ts";
import { readConfig } from "#lib/config.ts";
import { invalid } from "#lib/service/errors.ts";

/** Brings an external database to this version's schema, as the role that owns it. */
export async function migrateCommand(): Promise<number> {
  const { databaseUrl, migrateDatabaseUrl } = readConfig();
  if (migrateDatabaseUrl === undefined) {
    throw invalid(
      "Set MIGRATE_DATABASE_URL (or DATABASE_URL) to the database, as the role that owns its tables.",
      { code: "bad_environment" },
    );
  }
  await reachDatabase(migrateDatabaseUrl);
  const appLogin = databaseUrl === undefined ? undefined : decodeURIComponent(new URL(databaseUrl).username);
  await migrate({ ownerUrl: migrateDatabaseUrl, appLogin });
  console.log("The database has this version's schema.");
  return 0;
}
