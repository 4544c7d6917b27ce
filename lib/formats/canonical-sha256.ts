import { createHash } from "node:crypto";
import { canonicalJson } from "#lib/formats/canonical-json.ts";

/**
 * The sha256 of a value's canonical text, in hex. It stands apart from `canonicalJson` because browsers use that, and
 * have no `node:crypto`.
 */
export function canonicalSha256(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
