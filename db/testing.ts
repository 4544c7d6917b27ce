import { inject } from "vitest";
import { z } from "zod";

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

async function ask(url: string, method: string): Promise<unknown> {
  const response = await fetch(url, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`The test database is not available: ${text}`);
  return JSON.parse(text);
}
