import type { Constant, Expr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { raterKinds } from "#lib/feedback/schemas.ts";
import { fault, misusedCollection, quote, type Scope, unknownField } from "./check-faults.ts";
import type { Literal, Measured, Operand } from "./checked.ts";
import { type Field, findField } from "./fields.ts";
import { nearestName } from "./nearest-name.ts";
import { textOf } from "./spans.ts";
import { canonicalTimestamp } from "./timestamps.ts";

/** `pref.human` for the select of `human` on `pref`; undefined for what is no chain of names. */
function dottedName(expr: Expr): string | undefined {
  const { exprKind } = expr;
  if (exprKind.case === "identExpr") return exprKind.value.name;
  if (exprKind.case !== "selectExpr" || exprKind.value.testOnly || !exprKind.value.operand) return undefined;
  const parent = dottedName(exprKind.value.operand);
  return parent && `${parent}.${exprKind.value.field}`;
}

/** The field that a chain of names stands for; undefined when the expression is no such chain. */
export function resolveField(scope: Scope, expr: Expr): Field | undefined {
  const name = dottedName(expr);
  if (name === undefined) return undefined;
  const field = findField(scope.subject, name);
  if (field) return field;
  const lastDot = name.lastIndexOf(".");
  const parent = findField(scope.subject, name.slice(0, Math.max(0, lastDot)));
  if (parent?.type !== "rewards") throw unknownField(scope, expr, name);
  const member = name.slice(lastDot + 1);
  if (nearestName(member, raterKinds)) throw unknownField(scope, expr, name);
  const suggestion = `${parent.name}[${quote(member)}]`;
  throw fault(scope, expr, `Name a reward in brackets: ${suggestion}.`, suggestion);
}

/** The value of a text literal; undefined for anything else. */
export function textLiteral(scope: Scope, expr: Expr): string | undefined {
  if (expr.exprKind.case !== "constExpr") return undefined;
  const { constantKind } = expr.exprKind.value;
  if (constantKind.case !== "stringValue") return undefined;
  if (constantKind.value.includes("\0") || !constantKind.value.isWellFormed()) {
    throw fault(scope, expr, "A text can hold neither NUL nor a lone surrogate: no stored name has one.");
  }
  return constantKind.value;
}

/** Doubles hold whole numbers exactly up to 2^53, which is beyond any count or seq; larger ints are refused. */
function numberLiteral(scope: Scope, expr: Expr, value: number | bigint): Literal {
  const number = Number(value);
  if (typeof value === "bigint" && !Number.isSafeInteger(number)) {
    throw fault(scope, expr, `Whole numbers go up to ${Number.MAX_SAFE_INTEGER}.`);
  }
  if (!Number.isFinite(number)) throw fault(scope, expr, "This number is too large.");
  return { kind: "literal", type: "number", value: number === 0 ? 0 : number };
}

function constantLiteral(scope: Scope, expr: Expr, { constantKind }: Constant): Literal {
  switch (constantKind.case) {
    case "boolValue":
      return { kind: "literal", type: "bool", value: constantKind.value };
    case "int64Value":
    case "uint64Value":
    case "doubleValue":
      return numberLiteral(scope, expr, constantKind.value);
    case "stringValue":
      return { kind: "literal", type: "string", value: textLiteral(scope, expr) ?? "" };
    case "nullValue":
      throw fault(scope, expr, "null can only be compared, with == or !=.");
    default:
      throw fault(scope, expr, "Bytes cannot be used in a filter.");
  }
}

export function isNull(expr: Expr): boolean {
  return expr.exprKind.case === "constExpr" && expr.exprKind.value.constantKind.case === "nullValue";
}

/** `timestamp("...")`, the only function that makes a literal. */
function timestampLiteral(scope: Scope, expr: Expr, args: Expr[]): Literal {
  const [argument] = args;
  const text = argument && args.length === 1 ? textLiteral(scope, argument) : undefined;
  const value = text === undefined ? undefined : canonicalTimestamp(text);
  if (value === undefined) {
    throw fault(
      scope,
      argument ?? expr,
      'timestamp takes a time such as "2026-01-31T12:00:00Z", in the years 1 to 9999, to the microsecond at most.',
    );
  }
  return { kind: "literal", type: "timestamp", value };
}

function sizeOperand(scope: Scope, expr: Expr, counted: Expr | undefined): Measured {
  const field = counted && resolveField(scope, counted);
  if (field?.type === "tags") return { kind: "tagCount" };
  const stepCount = findField(scope.subject, "step_count");
  if (field?.type === "steps" && stepCount && "column" in stepCount)
    return { kind: "field", field: stepCount };
  throw fault(scope, counted ?? expr, "size takes tags or steps of a trajectory.");
}

function rewardOperand(scope: Scope, expr: Expr, args: Expr[]): Measured {
  const [indexed, key] = args;
  const field = indexed && resolveField(scope, indexed);
  if (!indexed || field?.type !== "rewards") {
    throw fault(
      scope,
      expr,
      `${textOf(scope.parsed, indexed ?? expr)} has no parts in brackets; only reward has.`,
    );
  }
  const name = key && textLiteral(scope, key);
  if (!name) throw fault(scope, key ?? expr, `A reward is named by a text: ${field.name}["helpfulness"].`);
  return { kind: "reward", field, name };
}

const unsupported: Record<string, string> = {
  "_?_:_": "A choice with ? and : cannot be used in a filter; combine conditions with && and ||.",
  "_+_": "A filter does not calculate; compare fields as they are.",
  "_-_": "A filter does not calculate; compare fields as they are.",
  "_*_": "A filter does not calculate; compare fields as they are.",
  "_/_": "A filter does not calculate; compare fields as they are.",
  "_%_": "A filter does not calculate; compare fields as they are.",
  "-_": "Only a number can have a minus; a filter does not calculate.",
};

function callOperand(scope: Scope, expr: Expr): Operand | undefined {
  if (expr.exprKind.case !== "callExpr") return undefined;
  const { function: name, target, args } = expr.exprKind.value;
  if (name === "_[_]") return rewardOperand(scope, expr, args);
  if (name === "timestamp" && !target) return timestampLiteral(scope, expr, args);
  if (name === "size" && args.length === (target ? 0 : 1)) return sizeOperand(scope, expr, target ?? args[0]);
  const [negated] = args;
  if (name === "-_" && negated?.exprKind.case === "constExpr") {
    const literal = constantLiteral(scope, negated, negated.exprKind.value);
    if (literal.type === "number") return numberLiteral(scope, expr, -literal.value);
  }
  const reason = unsupported[name];
  if (reason) throw fault(scope, expr, reason);
  return undefined;
}

/** What one side of a comparison says; undefined when it is no value but, say, a condition. */
export function checkOperand(scope: Scope, expr: Expr): Operand | undefined {
  if (expr.exprKind.case === "constExpr") return constantLiteral(scope, expr, expr.exprKind.value);
  const field = resolveField(scope, expr);
  if (!field) return callOperand(scope, expr);
  if (!("column" in field)) throw misusedCollection(scope, expr, field);
  return { kind: "field", field };
}
