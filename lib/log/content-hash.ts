import { canonicalSha256 } from "#lib/formats/canonical-json.ts";

/**
 * The first 128 bits of the SHA-256 of a record's canonical content, in the shape of a UUID. Two records have the same
 * hash when their content is the same, in whatever order their members stand. Members that are undefined do not count.
 */
export function contentHashOf(content: object): string {
  const present = Object.fromEntries(Object.entries(content).filter(([, member]) => member !== undefined));
  const hex = canonicalSha256(present);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
