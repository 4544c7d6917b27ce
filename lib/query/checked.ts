import type { RewardsField, ScalarField } from "./fields.ts";

/**
 * A filter whose names and types are right, in its own words; what `checkFilter` gives. `&&` and `||` are
 * flattened (their terms never have the same kind), double negations are gone, and a comparison has at least
 * one side that is no literal.
 */
export type CheckedFilter =
  | { kind: "and" | "or"; terms: CheckedFilter[] }
  | { kind: "not"; term: CheckedFilter }
  | { kind: "constant"; value: boolean }
  | { kind: "flag"; operand: FieldOperand }
  | { kind: "comparison"; operator: ComparisonOperator; left: Operand; right: Operand }
  | { kind: "nullTest"; operand: FieldOperand | RewardOperand; isNull: boolean }
  | { kind: "membership"; operand: Measured; values: Literal[] }
  | { kind: "tagged"; tag: string }
  | { kind: "textTest"; test: TextTest; operand: FieldOperand; argument: string };

export const comparisonOperators = ["==", "!=", "<", "<=", ">", ">="] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

export const textTests = ["startsWith", "endsWith", "contains"] as const;
export type TextTest = (typeof textTests)[number];

export interface FieldOperand {
  kind: "field";
  field: ScalarField;
}

/** `reward["name"]`, or `reward.ai["name"]` of the rater kind that its field states. */
export interface RewardOperand {
  kind: "reward";
  field: RewardsField;
  name: string;
}

export interface TagCountOperand {
  kind: "tagCount";
}

/**
 * Numbers have one type: `1`, `1u` and `1.0` are the same literal, and compare numerically with ints and
 * doubles alike. A timestamp is its instant in UTC: `2026-01-01T00:00:00Z`, with up to 6 fractional digits.
 */
export type Literal =
  | { kind: "literal"; type: "string"; value: string }
  | { kind: "literal"; type: "number"; value: number }
  | { kind: "literal"; type: "bool"; value: boolean }
  | { kind: "literal"; type: "timestamp"; value: string };

/** What is read from a record. */
export type Measured = FieldOperand | RewardOperand | TagCountOperand;
export type Operand = Measured | Literal;

type OperandType = Literal["type"];

export function typeOf(operand: Operand): OperandType {
  if (operand.kind === "literal") return operand.type;
  if (operand.kind === "reward" || operand.kind === "tagCount") return "number";
  const { type } = operand.field;
  return type === "int" || type === "double" ? "number" : type;
}
