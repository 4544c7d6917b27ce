import { hash } from "node:crypto";
import { canonicalJson } from "#lib/formats/canonical-json.ts";

/**
 * The first 128 bits of the SHA-256 of a record's canonical content, in the shape of a UUID. Two records have the same
 * hash when their content is the same, in whatever order their members stand. Members that are undefined do not count.
 */
export function contentHashOf(content: object): string {
  const hex = hash("sha256", canonicalJson(present(content)), "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function present(content: object): object {
  if (!Object.values(content).includes(undefined)) return content;
  return Object.fromEntries(Object.entries(content).filter(([, member]) => member !== undefined));
}
