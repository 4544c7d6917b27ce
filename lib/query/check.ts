import type { Expr, Expr_Call } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { checkValue, fault, mismatch, quote, type Scope, typePhrase } from "./check-faults.ts";
import { checkOperand, isNull, resolveField, textLiteral } from "./check-operand.ts";
import {
  type CheckedFilter,
  type ComparisonOperator,
  comparisonOperators,
  type Literal,
  type Measured,
  type Operand,
  type TextTest,
  textTests,
  typeOf,
} from "./checked.ts";
import type { Subject } from "./fields.ts";
import { FilterError } from "./filter-error.ts";
import { nearestName } from "./nearest-name.ts";
import type { ParsedFilter } from "./parse.ts";
import { spanOf, textOf } from "./spans.ts";

/**
 * Checks the names and types of a parsed filter. Throws a FilterError at the expression at fault.
 *
 * It takes a part of CEL: fields and rewards, comparisons, `in`, `&&`, `||`, `!`, `startsWith`, `endsWith`,
 * `contains`, `size(tags)`, `size(steps)` and `timestamp("...")`. Two rules go beyond CEL's own checker: a field
 * with fixed values compares with those only, and two constants are not compared, since both are mistakes.
 */
export function checkFilter(parsed: ParsedFilter, subject: Subject): CheckedFilter {
  return checkCondition({ parsed, subject }, parsed.expr);
}

function checkCondition(scope: Scope, expr: Expr): CheckedFilter {
  if (expr.exprKind.case === "callExpr") {
    const condition = checkCall(scope, expr, expr.exprKind.value);
    if (condition) return condition;
  }
  if (expr.exprKind.case === "selectExpr" && expr.exprKind.value.testOnly) {
    throw fault(
      scope,
      expr,
      "has cannot be used in a filter; compare with null instead, as in agent != null.",
    );
  }
  const operand = checkOperand(scope, expr);
  if (!operand) throw notUnderstood(scope, expr);
  if (operand.kind === "literal" && operand.type === "bool")
    return { kind: "constant", value: operand.value };
  if (operand.kind === "field" && operand.field.type === "bool") return { kind: "flag", operand };
  throw fault(
    scope,
    expr,
    `${textOf(scope.parsed, expr)} is ${typePhrase(operand)}: compare it with something.`,
  );
}

function checkCall(scope: Scope, expr: Expr, call: Expr_Call): CheckedFilter | undefined {
  const [left, right] = call.args;
  if (call.function === "_&&_" || call.function === "_||_") {
    return combine(
      call.function === "_&&_" ? "and" : "or",
      call.args.map(term => checkCondition(scope, term)),
    );
  }
  if (call.function === "!_" && left) return negate(checkCondition(scope, left));
  if (call.function === "@in" && left && right) return checkIn(scope, left, right);
  const operator = comparisonOperators.find(candidate => call.function === `_${candidate}_`);
  if (operator && left && right) return checkComparison(scope, operator, left, right);
  const test = textTests.find(candidate => call.function === candidate);
  if (test && call.target) return checkTextTest(scope, expr, test, call.target, call.args);
  return undefined;
}

function combine(kind: "and" | "or", terms: CheckedFilter[]): CheckedFilter {
  return { kind, terms: terms.flatMap(term => (term.kind === kind ? term.terms : [term])) };
}

function negate(term: CheckedFilter): CheckedFilter {
  return term.kind === "not" ? term.term : { kind: "not", term };
}

function needOperand(scope: Scope, expr: Expr): Operand {
  const operand = checkOperand(scope, expr);
  if (operand) return operand;
  const isCondition =
    expr.exprKind.case === "callExpr" && /^(_(&&|\|\||[=!<>]=?)_|!_|@in)$/.test(expr.exprKind.value.function);
  throw isCondition
    ? fault(scope, expr, "A condition cannot be compared; combine conditions with && and ||.")
    : notUnderstood(scope, expr);
}

function checkComparison(scope: Scope, operator: ComparisonOperator, left: Expr, right: Expr): CheckedFilter {
  if (isNull(left) !== isNull(right)) {
    const [nothing, tested] = isNull(left) ? [left, right] : [right, left];
    if (operator === "==" || operator === "!=") return checkNullTest(scope, operator, tested);
    throw fault(scope, nothing, "null can only be compared with == or !=.");
  }
  const [leftOperand, rightOperand] = [needOperand(scope, left), needOperand(scope, right)];
  if (leftOperand.kind === "literal" && rightOperand.kind === "literal") {
    throw fault(scope, left, "Two constants are compared; one side must be a field.");
  }
  if (typeOf(leftOperand) !== typeOf(rightOperand)) {
    throw mismatch(scope, [left, leftOperand], [right, rightOperand]);
  }
  if (operator !== "==" && operator !== "!=") {
    checkOrdered(scope, operator, left, leftOperand);
    checkOrdered(scope, operator, right, rightOperand);
  }
  checkValue(scope, right, leftOperand, rightOperand);
  checkValue(scope, left, rightOperand, leftOperand);
  return { kind: "comparison", operator, left: leftOperand, right: rightOperand };
}

function checkOrdered(scope: Scope, operator: ComparisonOperator, expr: Expr, operand: Operand): void {
  const isChoice = operand.kind === "field" && operand.field.values !== null;
  if (!isChoice && typeOf(operand) !== "bool") return;
  throw fault(
    scope,
    expr,
    `${textOf(scope.parsed, expr)} has no order, so ${operator} cannot compare it; use == or !=.`,
  );
}

function checkNullTest(scope: Scope, operator: "==" | "!=", expr: Expr): CheckedFilter {
  const operand = needOperand(scope, expr);
  if (operand.kind !== "field" && operand.kind !== "reward") {
    throw fault(scope, expr, `${textOf(scope.parsed, expr)} is never null.`);
  }
  if (operator !== "==" && operator !== "!=")
    throw fault(scope, expr, "null can only be compared with == or !=.");
  return { kind: "nullTest", operand, isNull: operator === "==" };
}

function checkIn(scope: Scope, left: Expr, right: Expr): CheckedFilter {
  if (right.exprKind.case === "listExpr")
    return checkMembership(scope, left, right, right.exprKind.value.elements);
  if (resolveField(scope, right)?.type !== "tags") {
    throw fault(scope, right, 'in takes a list of constants, such as ["a", "b"], or tags.');
  }
  const tag = textLiteral(scope, left);
  if (tag === undefined) throw fault(scope, left, 'A tag is a text in quotes, as in "hard" in tags.');
  return { kind: "tagged", tag };
}

function checkMembership(scope: Scope, left: Expr, list: Expr, elements: Expr[]): CheckedFilter {
  const operand = needMeasured(scope, left);
  if (elements.length === 0) throw fault(scope, list, "The list is empty, so nothing would match.");
  const values = elements.map(element => checkListed(scope, [left, operand], element));
  return { kind: "membership", operand, values };
}

function needMeasured(scope: Scope, expr: Expr): Measured {
  const operand = needOperand(scope, expr);
  if (operand.kind === "literal") throw fault(scope, expr, "The left side of in must be a field.");
  if (typeOf(operand) === "bool")
    throw fault(scope, expr, "A boolean needs no list; use it as it is, or with !.");
  return operand;
}

function checkListed(scope: Scope, measured: [Expr, Measured], element: Expr): Literal {
  const literal = needOperand(scope, element);
  if (literal.kind !== "literal")
    throw fault(scope, element, "A list holds constants only; use == to compare fields.");
  if (typeOf(measured[1]) !== literal.type) throw mismatch(scope, measured, [element, literal]);
  checkValue(scope, element, measured[1], literal);
  return literal;
}

function checkTextTest(scope: Scope, expr: Expr, test: TextTest, target: Expr, args: Expr[]): CheckedFilter {
  const operand = needOperand(scope, target);
  if (operand.kind !== "field" || operand.field.type !== "string") {
    throw fault(scope, target, `${test} needs a text field, such as task.`);
  }
  const { name, values } = operand.field;
  if (values !== null)
    throw fault(scope, target, `${name} is one of ${values.map(quote).join(", ")}; use == or in.`);
  const [only] = args;
  const argument = only && args.length === 1 ? textLiteral(scope, only) : undefined;
  if (argument === undefined) throw fault(scope, only ?? expr, `${test} takes one text in quotes.`);
  return { kind: "textTest", test, operand, argument };
}

function notUnderstood(scope: Scope, expr: Expr): FilterError {
  if (expr.exprKind.case !== "callExpr") return fault(scope, expr, "This cannot be used in a filter.");
  const name = expr.exprKind.value.function;
  const known = [...textTests, "size", "timestamp"];
  const nearest = known.some(candidate => candidate === name) ? undefined : nearestName(name, known);
  if (!nearest) return fault(scope, expr, `${name} cannot be used like this in a filter.`);
  const { position } = spanOf(scope.parsed, expr);
  const token = scope.parsed.tokens.find(({ start, text }) => start >= position && text === name);
  const place = { position: token?.start ?? position, length: name.length, suggestion: nearest };
  return new FilterError(`A filter has no function ${name}. Did you mean ${nearest}?`, place);
}
