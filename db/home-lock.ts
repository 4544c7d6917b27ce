import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

export interface HomeLock {
  release(): void;
}

/**
 * One process at a time may run a database in a home folder. The lock is the operating system's, taken through SQLite, so it
 * ends with the process however that ends: there is nothing stale to clean up.
 * @returns null when another process has held it for the whole of `patienceSeconds`
 */
export async function lockHome(home: string, patienceSeconds: number): Promise<HomeLock | null> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const lock = tryLock(join(home, "lock.sqlite"));
    if (lock !== null || Date.now() >= deadline) return lock;
    await delay(100);
  }
}

function tryLock(path: string): HomeLock | null {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written, so a journal would only be litter.
    database.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && error.message.includes("locked")) return null;
    throw error;
  }
}
