import { createHash } from "node:crypto";

/**
 * The first 128 bits of the SHA-256 of a record's content, in the shape of a UUID. Two records have the same hash when
 * their content is the same up to the order of object keys.
 */
export function contentHashOf(content: unknown): string {
  const hex = createHash("sha256").update(canonicalJson(content)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** JSON with object keys in code unit order; members that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isPlainObject(member) ? sorted(member) : member));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("rawJSON" in value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(object);
  if (keys.every((key, at) => at === 0 || String(keys[at - 1]) < key)) return object;
  return Object.fromEntries(keys.sort().map(key => [key, object[key]]));
}
