import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { invalid } from "./service/errors.ts";

const secretsSchema = z.object({
  /** Signs sessions and links. */
  secret: z.string().min(32),
  superuserPassword: z.string().min(1),
  ownerPassword: z.string().min(1),
  appPassword: z.string().min(1),
});

/** What one machine's server makes up at its first start: it belongs to the data beside it. */
export type Secrets = z.infer<typeof secretsSchema>;

const random = () => randomBytes(32).toString("base64url");

/** Reads `secrets.json` of the home folder, or makes it; two processes at once end up with the same. */
export function ensureSecrets(home: string): Secrets {
  makePrivateFolder(home);
  const path = join(home, "secrets.json");
  const existing = readSecrets(path);
  if (existing !== null) return existing;
  const fresh: Secrets = {
    secret: random(),
    superuserPassword: random(),
    ownerPassword: random(),
    appPassword: random(),
  };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    // A link fails where the name is taken, and never shows a half-written file.
    linkSync(draft, path);
  } catch {
    // Another process was first.
  } finally {
    rmSync(draft, { force: true });
  }
  const settled = readSecrets(path);
  if (settled === null)
    throw invalid(`${path} cannot be written: give Espalier a folder of its own with ESPALIER_HOME.`);
  return settled;
}

function readSecrets(path: string): Secrets | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw invalid(
      `${path} is damaged: restore it from a backup, since the database beside it has its passwords.`,
      { cause },
    );
  }
}

function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw invalid(
      `The folder ${folder} cannot be used: give Espalier a folder of its own with ESPALIER_HOME.`,
      { cause },
    );
  }
}
