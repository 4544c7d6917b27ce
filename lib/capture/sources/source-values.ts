import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import { Refusal, type Warn } from "./decoder.ts";

/** Reading values out of rows from outside, with refusals that name the field. */

export type JsonObject = Record<string, unknown>;

/** An object of JSON: not an array, and not a number that `parseJson` kept as its source text. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}

/** @throws {Refusal} when `value` is not an object. */
export function objectOf(value: unknown, path: string): JsonObject {
  if (isObject(value)) return value;
  throw new Refusal(`${path}: must be an object, is ${kindOf(value)}`);
}

/** @throws {Refusal} when `value` is not an array. */
export function arrayOf(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Refusal(`${path}: must be an array, is ${kindOf(value)}`);
}

/**
 * Text as it is; another scalar as its JSON text, with a warning, since dirty data sets hold `true` for "true".
 * @throws {Refusal} for null, an array or an object.
 */
export function textOf(value: unknown, path: string, warn: Warn): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || Array.isArray(value) || isObject(value)) {
    throw new Refusal(`${path}: must be text, is ${kindOf(value)}`);
  }
  const text = JSON.stringify(value);
  warn(`${path}: ${text} is not a string; kept as the text "${text}"`);
  return text;
}

/** A name of at most `nameSchema`'s length where the row gives one: text, or a number as its JSON text. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "number" || JSON.isRawJSON(value)) return JSON.stringify(value);
  return undefined;
}

/** A JSON text inside a JSON row. @throws {Refusal} naming the field. */
export function parseInner(text: string, path: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError)
      throw new Refusal(`${path}: holds text that is not JSON (${error.message})`);
    throw error;
  }
}

/** Longest title of a trajectory, in UTF-16 units. */
const titleLength = 2000;

/** A task's text cut to a title's length, never inside a surrogate pair; nothing for an empty text. */
export function titleOf(text: unknown): string | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  if (text.length <= titleLength) return text;
  return text.slice(0, titleLength).replace(/[\ud800-\udbff]$/, "");
}

export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (isObject(value)) return "an object";
  return JSON.isRawJSON(value) ? "a number" : `a ${typeof value}`;
}
