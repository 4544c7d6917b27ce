import { parse } from "@bufbuild/cel";
import type { Expr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { FilterError } from "./filter-error.ts";
import { explainSyntax } from "./syntax-error.ts";
import { type Token, tokenize } from "./tokens.ts";

export interface ParsedFilter {
  text: string;
  expr: Expr;
  /** Where each expression starts, in UTF-16 units, by its id; for a call with an operator, the operator's place. */
  positions: Record<string, number>;
  tokens: Token[];
}

/**
 * Parses a filter as CEL (github.com/google/cel-spec, doc/langdef.md), with its macros.
 * Throws a FilterError that points at the token at fault. Whether names and types are right is `checkFilter`'s.
 */
export function parseFilter(text: string): ParsedFilter {
  if (text.trim() === "") throw new FilterError("The filter is empty.", { position: 0 });
  const tokens = tokenize(text);
  limitNesting(tokens);
  try {
    // The parser takes a comment only with the newline that ends it.
    const { expr, sourceInfo } = parse(`${text}\n`);
    return { text, expr, positions: sourceInfo?.positions ?? {}, tokens: tokenize(text) };
  } catch (error) {
    // The parser recurses, so a filter nested thousands deep exhausts the stack.
    if (error instanceof RangeError)
      throw new FilterError("The filter is nested too deeply.", { position: 0 });
    throw explainSyntax(text, failureOffset(error) ?? text.length);
  }
}

/** The parser recurses: without a limit, whether a filter can be read would depend on the stack that is left. */
const maxNesting = 100;

function limitNesting(tokens: Token[]): void {
  let depth = 0;
  for (const { text, start } of tokens) {
    if (text === "(" || text === "[" || text === "{") depth++;
    if (text === ")" || text === "]" || text === "}") depth--;
    if (depth > maxNesting) {
      throw new FilterError(`Brackets can be nested ${maxNesting} deep.`, { position: start, length: 1 });
    }
  }
}

/** The parser's error class is not exported; it carries `location.start.offset`. */
function failureOffset(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("location" in error)) return undefined;
  const { location } = error;
  if (typeof location !== "object" || location === null || !("start" in location)) return undefined;
  const { start } = location;
  if (typeof start !== "object" || start === null || !("offset" in start)) return undefined;
  return typeof start.offset === "number" ? start.offset : undefined;
}
