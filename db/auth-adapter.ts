import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { drizzle } from "drizzle-orm/node-postgres";
import { pool } from "#db/client.ts";
import { account, rateLimit, session, user, verification } from "#db/schema/auth.ts";

/** better-auth's way to its tables, over the process's pool. */
export function authAdapter() {
  const schema = { user, session, account, verification, rateLimit };
  return drizzleAdapter(drizzle(pool(), { schema }), { provider: "pg", schema, transaction: true });
}
