import { afterAll, beforeAll, inject } from "vitest";
import { z } from "zod";
import { closePool } from "#db/client.ts";

const cloneSchema = z.object({ appUrl: z.string(), ownerUrl: z.string() });

export interface TestDatabase extends z.infer<typeof cloneSchema> {
  drop(): Promise<void>;
}

/**
 * A migrated database of the caller's own, on a real PostgreSQL: one for each test file, dropped in `afterAll`.
 * The server starts at the first call of a run (see vitest.global.ts), so pure tests never wait for it.
 */
export async function cloneDatabase(): Promise<TestDatabase> {
  const broker = inject("databaseBroker");
  const clone = cloneSchema.parse(await ask(broker, "POST"));
  const name = new URL(clone.ownerUrl).pathname.slice(1);
  return { ...clone, drop: async () => void (await ask(`${broker}/${name}`, "DELETE")) };
}

/**
 * A database of the calling test file's own, which the application's pool connects to. Call it before the file's other
 * hooks: it is there before they begin and goes when they are done. The answer's addresses are empty until then.
 */
export function useTestDatabase(): Readonly<z.infer<typeof cloneSchema>> {
  const urls = { appUrl: "", ownerUrl: "" };
  let drop: TestDatabase["drop"] = async () => undefined;
  beforeAll(async () => {
    const database = await cloneDatabase();
    urls.appUrl = database.appUrl;
    urls.ownerUrl = database.ownerUrl;
    drop = database.drop;
    process.env.DATABASE_URL = database.appUrl;
  });
  afterAll(async () => {
    await closePool();
    await drop();
  });
  return urls;
}

async function ask(url: string, method: string): Promise<unknown> {
  const response = await fetch(url, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`The test database is not available: ${text}`);
  return JSON.parse(text);
}
