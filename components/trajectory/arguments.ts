import { parseJson } from "#lib/formats/json.ts";

export type ArgumentField = { name: string; value: string; isBlock: boolean };
export type ReadArguments = { kind: "fields"; fields: ArgumentField[] } | { kind: "text"; text: string };

const longestInline = 96;
const longestLine = 160;

/**
 * Reads the text of a tool call's arguments. A JSON object becomes its fields, values as JSON (short) or as a block
 * (long, or text of several lines); anything else stays the exact text that the model wrote.
 */
export function readArguments(text: string): ReadArguments {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "text", text };
  return { kind: "fields", fields: Object.entries(value).map(([name, held]) => readField(name, held)) };
}

function readField(name: string, held: unknown): ArgumentField {
  if (typeof held === "string" && (held.includes("\n") || held.length > longestInline))
    return { name, value: held, isBlock: true };
  const inline = JSON.stringify(held);
  if (inline.length <= longestInline) return { name, value: inline, isBlock: false };
  return { name, value: JSON.stringify(held, null, 2), isBlock: true };
}

/** The names of arguments that two calls do not have alike; empty when either is not a JSON object. */
export function differingArguments(a: string, b: string): ReadonlySet<string> {
  const [left, right] = [readArguments(a), readArguments(b)];
  if (left.kind === "text" || right.kind === "text") return new Set();
  const written = (read: typeof left, name: string) => read.fields.find(field => field.name === name)?.value;
  const names = [...left.fields, ...right.fields].map(field => field.name);
  return new Set(names.filter(name => written(left, name) !== written(right, name)));
}

/** A tool's answer for reading: JSON that is long is indented, everything else is left as it came. */
export function readResult(text: string): string {
  if (text.length <= longestLine || text.length > 200_000 || !/^\s*[[{]/.test(text)) return text;
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
