import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const runningServerSchema = z.object({
  pid: z.int(),
  url: z.string(),
  port: z.int(),
  databaseUrl: z.string(),
  ownerUrl: z.string(),
});

/** What a running `espalier serve` leaves in its home folder, so that commands on the same machine find it. */
export type RunningServer = z.infer<typeof runningServerSchema>;

const pathIn = (home: string) => join(home, "server.json");

/** Holds the database's passwords, hence 0600. */
export function announceServer(home: string, server: RunningServer): void {
  rmSync(pathIn(home), { force: true });
  writeFileSync(pathIn(home), `${JSON.stringify(server, null, 2)}\n`, { mode: 0o600 });
}

export function withdrawServer(home: string): void {
  rmSync(pathIn(home), { force: true });
}

/** Null when none runs; a file that a killed server left behind does not count. */
export function findRunningServer(home: string): RunningServer | null {
  try {
    const server = runningServerSchema.parse(JSON.parse(readFileSync(pathIn(home), "utf8")));
    process.kill(server.pid, 0);
    return server;
  } catch {
    return null;
  }
}
