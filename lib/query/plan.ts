import { canonicalText } from "./canonical.ts";
import { checkFilter } from "./check.ts";
import type { CheckedFilter, Literal, Measured, Operand } from "./checked.ts";
import type { ScalarType, Subject } from "./fields.ts";
import { parseFilter } from "./parse.ts";
import type { Constant, Constants, Predicate, StoredValue, Value } from "./predicate.ts";

export interface FilterPlan {
  /** The text that identifies the filter. */
  canonical: string;
  predicate: Predicate;
}

/** Parses, checks and plans a filter. Throws a FilterError; an empty text is one, so callers treat it before. */
export function planFilter(text: string, subject: Subject): FilterPlan {
  const filter = checkFilter(parseFilter(text), subject);
  return { canonical: canonicalText(filter), predicate: planPredicate(filter) };
}

function planPredicate(filter: CheckedFilter): Predicate {
  switch (filter.kind) {
    case "and":
      return { kind: "all", of: filter.terms.map(planPredicate) };
    case "or":
      return { kind: "any", of: filter.terms.map(planPredicate) };
    case "not":
      return { kind: "not", of: planPredicate(filter.term) };
    case "constant":
      return filter;
    case "flag":
      return { kind: "isTrue", value: planStored(filter.operand) };
    case "comparison": {
      const { operator, left, right } = filter;
      return { kind: "compare", operator, left: planValue(left, right), right: planValue(right, left) };
    }
    case "nullTest":
      return { kind: "isPresent", value: planStored(filter.operand), present: !filter.isNull };
    case "membership":
      return { kind: "isAmong", value: planStored(filter.operand), constants: planConstants(filter) };
    case "tagged":
      return { kind: "hasTag", tag: filter.tag };
    case "textTest":
      return {
        kind: "text",
        test: filter.test,
        value: planStored(filter.operand),
        argument: filter.argument,
      };
  }
}

function planStored(operand: Measured): StoredValue {
  switch (operand.kind) {
    case "field":
      return { kind: "column", column: operand.field.column, type: operand.field.type };
    case "reward":
      return { kind: "reward", name: operand.name, raterKind: operand.field.raterKind };
    case "tagCount":
      return operand;
  }
}

function storedType(operand: Operand): ScalarType {
  if (operand.kind === "field") return operand.field.type;
  return operand.kind === "tagCount" ? "int" : "double";
}

/** A number is an int where it meets ints and is whole, so that an index over ints can serve; else a double. */
function numberType(values: number[], other: Operand): "int" | "double" {
  return storedType(other) === "int" && values.every(Number.isSafeInteger) ? "int" : "double";
}

function planValue(operand: Operand, other: Operand): Value {
  return operand.kind === "literal" ? planConstant(operand, other) : planStored(operand);
}

function planConstant(literal: Literal, other: Operand): Constant {
  if (literal.type !== "number") return { ...literal, kind: "constant" };
  return { kind: "constant", type: numberType([literal.value], other), value: literal.value };
}

function planConstants({ operand, values }: { operand: Measured; values: Literal[] }): Constants {
  const numbers = values.flatMap(literal => (literal.type === "number" ? [literal.value] : []));
  if (numbers.length > 0) return { type: numberType(numbers, operand), values: numbers };
  const texts = values.flatMap(literal =>
    literal.type === "string" || literal.type === "timestamp" ? [literal.value] : [],
  );
  return { type: storedType(operand) === "timestamp" ? "timestamp" : "string", values: texts };
}
