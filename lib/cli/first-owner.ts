import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "#lib/config.ts";
import { ensureUser, ownerEmail } from "#lib/workspaces/auth.ts";

/** The first owner: a member of every workspace made on this machine. Their first password stands in `owner.txt`. */
export async function ensureFirstOwner(): Promise<{ userId: string; passwordFile: string }> {
  const passwordFile = join(readConfig().home, "owner.txt");
  const password = await ownerPassword(passwordFile);
  const { userId } = await ensureUser({ email: ownerEmail, name: "Owner", password });
  return { userId, passwordFile };
}

async function ownerPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch {
    const password = randomBytes(15).toString("base64url");
    await writeFile(path, `${password}\n`, { mode: 0o600, flag: "wx", flush: true });
    return password;
  }
}
