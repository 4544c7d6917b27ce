import type { Expr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { type Literal, type Operand, typeOf } from "./checked.ts";
import {
  type CollectionField,
  fieldsBySubject,
  findField,
  type RewardsField,
  type Subject,
  subjects,
} from "./fields.ts";
import { FilterError } from "./filter-error.ts";
import { nearestName } from "./nearest-name.ts";
import type { ParsedFilter } from "./parse.ts";
import { spanOf, textOf } from "./spans.ts";

export interface Scope {
  parsed: ParsedFilter;
  subject: Subject;
}

/** The error about one expression of the filter. */
export function fault(scope: Scope, expr: Expr, message: string, suggestion?: string): FilterError {
  return new FilterError(message, { ...spanOf(scope.parsed, expr), suggestion });
}

export function quote(text: string): string {
  return JSON.stringify(text);
}

function listed(values: readonly string[]): string {
  const quoted = values.map(quote);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** For `Unknown field x`: the nearest name, the subject that has it, or a hint that a text needs quotes. */
export function unknownField(scope: Scope, expr: Expr, name: string): FilterError {
  const other = subjects.find(subject => subject !== scope.subject && findField(subject, name));
  if (other) {
    return fault(scope, expr, `${name} is a field of a ${other}; this filter is about a ${scope.subject}.`);
  }
  const fields = fieldsBySubject[scope.subject];
  const isValue = fields.some(field => "values" in field && field.values?.includes(name));
  const names = fields.map(field => field.name);
  const suggestion = isValue ? quote(name) : nearestName(name, names);
  const hint = suggestion ? ` Did you mean ${suggestion}?` : "";
  return fault(scope, expr, `A ${scope.subject} has no field ${name}.${hint}`, suggestion);
}

/** How a field that holds no single value is used. */
export function misusedCollection(
  scope: Scope,
  expr: Expr,
  field: CollectionField | RewardsField,
): FilterError {
  const ways = {
    tags: 'tags is a list: write "hard" in tags, or size(tags) > 0.',
    steps: "steps is a list: write size(steps) > 20.",
    rewards: `${field.name} needs the name of a reward: write ${field.name}["helpfulness"].`,
  };
  return fault(scope, expr, ways[field.type]);
}

const typeWords = { string: "a text", number: "a number", bool: "a boolean", timestamp: "a timestamp" };

export function typePhrase(operand: Operand): string {
  return typeWords[typeOf(operand)];
}

/** For two sides of different types, with the spelling that the second should have had where that is plain. */
export function mismatch(scope: Scope, left: [Expr, Operand], right: [Expr, Operand]): FilterError {
  const [measured, literal] = left[1].kind === "literal" ? [right, left] : [left, right];
  const [expr, operand] = literal;
  const measuredText = textOf(scope.parsed, measured[0]);
  const literalText = textOf(scope.parsed, expr);
  const suggestion = operand.kind === "literal" ? respell(operand, typeOf(measured[1])) : undefined;
  const hint = suggestion ? ` Write ${suggestion}.` : "";
  const message = `${measuredText} is ${typePhrase(measured[1])}, but ${literalText} is ${typePhrase(operand)}.${hint}`;
  return fault(scope, expr, message, suggestion);
}

function respell(literal: Literal, wanted: string): string | undefined {
  if (literal.type === "string") {
    if (wanted === "timestamp") {
      const date = /^\d{4}-\d\d-\d\d/.exec(literal.value)?.[0] ?? "2026-01-01";
      return `timestamp("${literal.value.includes("T") ? literal.value : `${date}T00:00:00Z`}")`;
    }
    const isPlainNumber = wanted === "number" && /^-?\d+(\.\d+)?$/.test(literal.value);
    const isPlainBool = wanted === "bool" && /^(true|false)$/.test(literal.value);
    return isPlainNumber || isPlainBool ? literal.value : undefined;
  }
  return wanted === "string" ? quote(String(literal.value)) : undefined;
}

/** A literal of a field with fixed values must be one of them. */
export function checkValue(scope: Scope, expr: Expr, operand: Operand, literal: Operand): void {
  if (operand.kind !== "field" || literal.kind !== "literal" || literal.type !== "string") return;
  const { name, values } = operand.field;
  if (values === null || values.includes(literal.value)) return;
  const nearest = nearestName(literal.value, values);
  const hint = nearest ? ` Did you mean ${quote(nearest)}?` : "";
  const message = `${name} is never ${quote(literal.value)}: it is ${listed(values)}.${hint}`;
  throw fault(scope, expr, message, nearest && quote(nearest));
}
