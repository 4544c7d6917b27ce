import { createHmac } from "node:crypto";
import { readConfig } from "#lib/config.ts";

const derived = new Map<string, string>();

/** A secret for one purpose, derived from ESPALIER_SECRET, so that no two purposes share a key. */
export function secretFor(purpose: string): string {
  // Every request with a key asks, and reading the whole environment costs more than all the rest of its check.
  const known = `${purpose}\n${process.env.ESPALIER_SECRET}`;
  const held = derived.get(known);
  if (held !== undefined) return held;
  const { secret } = readConfig();
  if (!secret) throw new Error("ESPALIER_SECRET is not set");
  const made = createHmac("sha256", secret).update(purpose).digest("hex");
  derived.set(known, made);
  return made;
}
