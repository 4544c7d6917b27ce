import type { Expr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import type { FilterErrorPlace } from "./filter-error.ts";
import type { ParsedFilter } from "./parse.ts";

function startsAt(parsed: ParsedFilter, expr: Expr): number {
  return parsed.positions[String(expr.id)] ?? 0;
}

/** The expressions below one, in the order of the text. */
function childrenOf(expr: Expr): Expr[] {
  const { exprKind } = expr;
  if (exprKind.case === "selectExpr") return exprKind.value.operand ? [exprKind.value.operand] : [];
  if (exprKind.case === "listExpr") return exprKind.value.elements;
  if (exprKind.case === "callExpr") {
    return exprKind.value.target ? [exprKind.value.target, ...exprKind.value.args] : exprKind.value.args;
  }
  return [];
}

/** Calls, indexes and lists end with a bracket of their own; operators end with their last operand. */
function isBracketed({ exprKind }: Expr): boolean {
  if (exprKind.case === "listExpr" || exprKind.case === "comprehensionExpr") return true;
  if (exprKind.case === "selectExpr") return exprKind.value.testOnly;
  if (exprKind.case !== "callExpr") return false;
  return exprKind.value.function === "_[_]" || /^\w+$/.test(exprKind.value.function);
}

function endOf(parsed: ParsedFilter, expr: Expr): number {
  const position = startsAt(parsed, expr);
  const { tokens, text } = parsed;
  let end = tokens.find(token => token.end > position)?.end ?? text.length;
  for (const child of childrenOf(expr)) end = Math.max(end, endOf(parsed, child));
  if (expr.exprKind.case === "selectExpr") {
    end = tokens.find(token => token.start >= end && token.kind === "word")?.end ?? end;
  }
  if (!isBracketed(expr)) return end;
  return tokens.find(token => token.start >= end && [")", "]"].includes(token.text))?.end ?? end;
}

function startOf(parsed: ParsedFilter, expr: Expr): number {
  return Math.min(startsAt(parsed, expr), ...childrenOf(expr).map(child => startOf(parsed, child)));
}

/** Where an expression stands in the text; brackets around it that only group are not part of it. */
export function spanOf(parsed: ParsedFilter, expr: Expr): FilterErrorPlace & { length: number } {
  const position = startOf(parsed, expr);
  return { position, length: endOf(parsed, expr) - position };
}

export function textOf(parsed: ParsedFilter, expr: Expr): string {
  const { position, length } = spanOf(parsed, expr);
  return parsed.text.slice(position, position + length);
}
