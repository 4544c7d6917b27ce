import { createHmac } from "node:crypto";
import { readConfig } from "#lib/config.ts";

/** A secret for one purpose, derived from ESPALIER_SECRET, so that no two purposes share a key. */
export function secretFor(purpose: string): string {
  const { secret } = readConfig();
  if (!secret) throw new Error("ESPALIER_SECRET is not set");
  return createHmac("sha256", secret).update(purpose).digest("hex");
}
