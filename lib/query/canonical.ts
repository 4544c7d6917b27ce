import { unparse } from "@bufbuild/cel";
import { type Expr, ExprSchema } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { CheckedFilter, Literal, Operand } from "./checked.ts";

/**
 * The one text that identifies a filter, whatever spaces, quotes, brackets and comments it was written with:
 * `unparse` of its checked tree. A fixpoint: the canonical text of a canonical text is itself.
 */
export function canonicalText(filter: CheckedFilter): string {
  return unparse(filterExpr(filter));
}

type ExprKind = NonNullable<MessageInitShape<typeof ExprSchema>["exprKind"]>;

function expr(exprKind: ExprKind): Expr {
  return create(ExprSchema, { exprKind });
}

function call(name: string, args: Expr[], target?: Expr): Expr {
  return expr({ case: "callExpr", value: { function: name, args, target } });
}

function text(value: string): Expr {
  return expr({ case: "constExpr", value: { constantKind: { case: "stringValue", value } } });
}

function bool(value: boolean): Expr {
  return expr({ case: "constExpr", value: { constantKind: { case: "boolValue", value } } });
}

/** Whole numbers are written as CEL's ints, also where they are compared with doubles. */
function number(value: number): Expr {
  const constantKind = Number.isSafeInteger(value)
    ? ({ case: "int64Value", value: BigInt(value) } as const)
    : ({ case: "doubleValue", value } as const);
  return expr({ case: "constExpr", value: { constantKind } });
}

/** A dotted name may stand in an identifier: `unparse` writes it as it is. */
function named(name: string): Expr {
  return expr({ case: "identExpr", value: { name } });
}

function literalExpr(literal: Literal): Expr {
  switch (literal.type) {
    case "string":
      return text(literal.value);
    case "number":
      return number(literal.value);
    case "bool":
      return bool(literal.value);
    case "timestamp":
      return call("timestamp", [text(literal.value)]);
  }
}

function operandExpr(operand: Operand): Expr {
  switch (operand.kind) {
    case "literal":
      return literalExpr(operand);
    case "field":
      return named(operand.field.name);
    case "reward":
      return call("_[_]", [named(operand.field.name), text(operand.name)]);
    case "tagCount":
      return call("size", [named("tags")]);
  }
}

function filterExpr(filter: CheckedFilter): Expr {
  switch (filter.kind) {
    case "and":
    case "or": {
      const operator = filter.kind === "and" ? "_&&_" : "_||_";
      return filter.terms.map(filterExpr).reduce((left, right) => call(operator, [left, right]));
    }
    case "not":
      return call("!_", [filterExpr(filter.term)]);
    case "constant":
      return bool(filter.value);
    case "flag":
      return operandExpr(filter.operand);
    case "comparison":
      return call(`_${filter.operator}_`, [operandExpr(filter.left), operandExpr(filter.right)]);
    case "nullTest": {
      const nothing = expr({ case: "constExpr", value: { constantKind: { case: "nullValue", value: 0 } } });
      return call(filter.isNull ? "_==_" : "_!=_", [operandExpr(filter.operand), nothing]);
    }
    case "membership": {
      const elements = filter.values.map(literalExpr);
      return call("@in", [operandExpr(filter.operand), expr({ case: "listExpr", value: { elements } })]);
    }
    case "tagged":
      return call("@in", [text(filter.tag), named("tags")]);
    case "textTest":
      return call(filter.test, [text(filter.argument)], operandExpr(filter.operand));
  }
}
