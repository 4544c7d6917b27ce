/**
 * JSON without loss. `JSON.parse` turns `1.0`, `1e400`, `-0` and integers beyond 2^53 into other numbers; here such a
 * number stays as its source text (`JSON.rawJSON`), and `JSON.stringify` writes it back unchanged.
 */

/** Deepest nesting accepted of JSON from outside; far beyond any real record, far below a stack overflow. */
export const maxJsonDepth = 200;

export type JsonProblem = { at: number; reason: string };

export class JsonSyntaxError extends Error {
  readonly at: number;
  constructor(problem: JsonProblem) {
    super(problem.reason);
    this.at = problem.at;
  }
}

/**
 * Parses a JSON text of at most `maxDepth` levels.
 * @throws {JsonSyntaxError} with the offset (UTF-16 units) where the text stops being JSON or grows too deep.
 */
export function parseJson(text: string, maxDepth = maxJsonDepth): unknown {
  const changing = changingNumbers(text, maxDepth);
  try {
    if (changing.length === 0) return JSON.parse(text);
    // A reviver is called for every value and costs five times the parsing; it is left for texts that spell the mark.
    if (text.includes(markText)) return JSON.parse(text, keepNumber);
    return unmarked(JSON.parse(marked(text, changing)));
  } catch (error) {
    throw syntaxError(text, error);
  }
}

declare global {
  interface JSON {
    rawJSON(text: string): unknown;
    isRawJSON(value: unknown): boolean;
  }
}

function syntaxError(text: string, error: unknown): JsonSyntaxError {
  let reason = error instanceof Error ? error.message : String(error);
  try {
    // The marks moved what follows them.
    JSON.parse(text);
  } catch (original) {
    if (original instanceof Error) reason = original.message;
  }
  const at = /position (\d+)/.exec(reason);
  return new JsonSyntaxError({ at: at ? Number(at[1]) : text.length, reason });
}

function keepNumber(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return String(value) === context.source ? value : JSON.rawJSON(context.source);
}

/** Stands before a number that is carried through `JSON.parse` as a string. A JSON text can only spell it as an escape. */
const mark = "\u0000";
const markText = "\\u0000";

/** The text with each number of `spans` (start, end, start, end, ...) as a marked string. */
function marked(text: string, spans: readonly number[]): string {
  let result = "";
  let from = 0;
  for (let at = 0; at < spans.length; at += 2) {
    const start = spans[at] ?? 0;
    const end = spans[at + 1] ?? start;
    result += `${text.slice(from, start)}"${markText}${text.slice(start, end)}"`;
    from = end;
  }
  return result + text.slice(from);
}

/** Turns marked strings back into numbers of that source text, in place. */
function unmarked(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(mark) ? JSON.rawJSON(value.slice(1)) : value;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const member: unknown = value[at];
      if (typeof member === "string" || typeof member === "object") value[at] = unmarked(member);
    }
  } else if (isMembers(value)) {
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (typeof member === "object") unmarked(member);
      if (typeof member === "string" && member.startsWith(mark)) value[key] = unmarked(member);
    }
  }
  return value;
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const quote = 0x22;
const backslash = 0x5c;
const openingBrace = 0x7b;
const openingBracket = 0x5b;
const closingBrace = 0x7d;
const closingBracket = 0x5d;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;

/**
 * Where the numbers stand that `JSON.parse` would change: start, end, start, end, ... One pass that jumps over strings,
 * since most of a record is text. What is no JSON passes, and is left to `JSON.parse`.
 * @throws {JsonSyntaxError} where the text grows deeper than `maxDepth`.
 */
function changingNumbers(text: string, maxDepth: number): number[] {
  const spans: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) at = endOfString(text, at + 1);
    else if (unit === openingBrace || unit === openingBracket) {
      if (++depth > maxDepth)
        throw new JsonSyntaxError({ at, reason: `nested deeper than ${maxDepth} levels` });
    } else if (unit === closingBrace || unit === closingBracket) depth--;
    else if (unit === minus || isDigit(unit)) {
      const end = endOfNumber(text, at + 1);
      if (changes(text, at, end)) spans.push(at, end);
      at = end - 1;
    }
  }
  return spans;
}

/** The place of the quote that ends the string, or the text's end. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}

function endOfNumber(text: string, from: number): number {
  let at = from;
  for (let unit = text.charCodeAt(at); ; unit = text.charCodeAt(++at)) {
    // Digits, `+`, `-`, `.`, `e`, `E`.
    if (!isDigit(unit) && unit !== 0x2b && unit !== minus && unit !== 0x2e && (unit | 0x20) !== 0x65)
      return at;
  }
}

const plainDigits = 15;
const numberShape = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

function changes(text: string, start: number, end: number): boolean {
  if (isPlainInteger(text, start, end)) return false;
  const source = text.slice(start, end);
  if (String(Number(source)) === source || !numberShape.test(source)) return false;
  let after = end;
  while (after < text.length && text.charCodeAt(after) <= 0x20) after++;
  // A number where a key belongs is no JSON, and must not become it.
  return text.charCodeAt(after) !== colon;
}

/** Token ids come by the thousand: they need no second look. */
function isPlainInteger(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (end - start > plainDigits || first === minus || (first === zero && end - start > 1)) return false;
  for (let at = start; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= nine;
}

/** The number behind a value that `parseJson` may have kept as source text; NaN for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  // An object from outside may have a member of that name too; only `isRawJSON` tells them apart.
  if (typeof value === "object" && value !== null && JSON.isRawJSON(value))
    return Number(JSON.stringify(value));
  return Number.NaN;
}
