import { isObject } from "./source-values.ts";

/** Members that hold whatever the client likes: there a number keeps its source text. */
const freeMembers: ReadonlySet<string> = new Set(["metadata", "tools", "sampling"]);

/**
 * A record of the log as its schema wants it, from what `parseJson` gives: a number kept as source text (`1.0`)
 * becomes a number wherever the schema has one, and tool-call arguments sent as an object become their JSON text.
 */
export function plainRecord(value: unknown): unknown {
  if (JSON.isRawJSON(value)) return Number(JSON.stringify(value));
  if (Array.isArray(value)) return value.map(plainRecord);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainMember(key, member)]));
}

function plainMember(key: string, member: unknown): unknown {
  if (freeMembers.has(key)) return member;
  if (key === "arguments" && isObject(member)) return JSON.stringify(member);
  return plainRecord(member);
}
