import pg from "pg";
import { readConfig } from "#lib/config.ts";

/**
 * The one pool of a process. It lives on `globalThis`, because one process holds several copies of this module
 * (route handlers, server components, plain Node). Every connection runs as `espalier_app`, whatever role logged in:
 * that role owns nothing and cannot pass row-level security.
 */

const poolKey = Symbol.for("espalier.pool");
const holder = globalThis as { [poolKey]?: { url: string; pool: pg.Pool } };

pg.types.setTypeParser(pg.types.builtins.INT8, text => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
});

export const appRole = "espalier_app";

export function connectionOptions(url: string): pg.PoolConfig {
  return {
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // Statements are short; where PostgreSQL can compile them, compiling costs more than running them.
    options: `-c role=${appRole} -c search_path=public -c jit=off`,
    application_name: "espalier",
  };
}

export function pool(): pg.Pool {
  const held = holder[poolKey];
  // Every transaction asks: reading the whole environment takes as long as a small query.
  if (held !== undefined && held.url === process.env.DATABASE_URL) return held.pool;
  const url = readConfig().databaseUrl;
  if (!url) throw new Error("DATABASE_URL is not set");
  const made = new pg.Pool(connectionOptions(url));
  // An idle connection that breaks must not end the process; the next query reports it.
  made.on("error", () => undefined);
  holder[poolKey] = { url, pool: made };
  return made;
}

export async function closePool(): Promise<void> {
  const held = holder[poolKey];
  delete holder[poolKey];
  await held?.pool.end();
}
