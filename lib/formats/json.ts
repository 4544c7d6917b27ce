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
 * Matches wherever a number might not survive a round trip; a match inside a string only costs time. Every repetition
 * is bounded, since the text comes from outside: an open one takes cubic time on a long run of zeros.
 */
const mayLose =
  /[:,[\s](?:-0[\s,\]}]|-?\d{16}|-?\d[\d.]{16}|-?\d[\d.]{0,16}[eE]|-?\d{1,16}\.\d{0,16}0[\s,\]}])/;

/**
 * Parses a JSON text of at most `maxDepth` levels.
 * @throws {JsonSyntaxError} with the offset (UTF-16 units) where the text stops being JSON or grows too deep.
 */
export function parseJson(text: string, maxDepth = maxJsonDepth): unknown {
  const deep = depthProblem(text, maxDepth);
  if (deep) throw new JsonSyntaxError(deep);
  try {
    if (!mayLose.test(` ${text} `)) return JSON.parse(text);
    return JSON.parse(text, keepNumber);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const at = /position (\d+)/.exec(reason);
    throw new JsonSyntaxError({ at: at ? Number(at[1]) : text.length, reason });
  }
}

declare global {
  interface JSON {
    rawJSON(text: string): unknown;
    isRawJSON(value: unknown): boolean;
  }
}

function keepNumber(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return String(value) === context.source ? value : JSON.rawJSON(context.source);
}

function depthProblem(text: string, maxDepth: number): JsonProblem | null {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 0x5c) at++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > maxDepth) return { at, reason: `nested deeper than ${maxDepth} levels` };
    } else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return null;
}

/** The number behind a value that `parseJson` may have kept as source text; NaN for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  // An object from outside may have a member of that name too; only `isRawJSON` tells them apart.
  if (typeof value === "object" && value !== null && JSON.isRawJSON(value))
    return Number(JSON.stringify(value));
  return Number.NaN;
}
