import pg from "pg";
import { unavailable } from "#lib/service/errors.ts";

const oldestServer = 15;

/**
 * Connects once, to say early and in one sentence what is wrong with an external database.
 * @throws `unavailable`, whose message names the host but neither the login nor the password
 */
export async function reachDatabase(url: string): Promise<void> {
  const { host } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw unavailable(`The database at ${host} cannot be used: ${reason(cause)}. Check DATABASE_URL.`, {
      cause,
    });
  }
  try {
    const { rows } = await client.query<{ number: string }>(
      "SELECT current_setting('server_version_num') AS number",
    );
    const version = Math.floor(Number(rows[0]?.number) / 10_000);
    if (version < oldestServer) {
      throw unavailable(
        `The database at ${host} is PostgreSQL ${version}: Espalier needs ${oldestServer} or later.`,
      );
    }
  } finally {
    await client.end();
  }
}

function reason(error: unknown): string {
  if (error instanceof pg.DatabaseError) return error.message;
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "no such host is known";
  const message = error instanceof Error ? error.message : "";
  return message.includes("timeout")
    ? "it did not answer within 5 seconds"
    : message || "the connection failed";
}
