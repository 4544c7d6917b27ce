import fc from "fast-check";
import { comparisonOperators, textTests } from "./checked.ts";
import { type Field, fieldsBySubject, type ScalarField, type Subject } from "./fields.ts";

/**
 * Random filters for property tests, as texts that people could have written: with needless brackets, odd
 * spaces and every way to quote. Their constants come from small pools, so that rows made from the same pools
 * often match.
 */

export const textPool = ["a", "ab", "b", "ba", "A", "é", "x😀", 'q"\\', "it's", "%", "a_b", "line\nline"];
export const numberPool = [-1, 0, 0.5, 1, 1.5, 2, 3];
export const timestampPool = [
  "2025-12-31T23:59:59.999999Z",
  "2026-01-01T00:00:00Z",
  "2026-01-01T00:00:00.000001Z",
  "2026-06-01T12:30:00.25Z",
];
export const rewardNamePool = ["score", "two words", 'q"'];

const blank = fc.constantFrom("", " ", "  ", "\n", "\t ");

function spaced(...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts.flatMap(part => [part, blank])).map(texts => texts.join(""));
}

const escapes: Record<string, string> = { "\n": "\\n", "\\": "\\\\" };
function quoted(value: string): fc.Arbitrary<string> {
  const escaped = value.replace(/[\n\\]/g, unit => escapes[unit] ?? unit);
  const written = [`"${escaped.replaceAll('"', '\\"')}"`, `'${escaped.replaceAll("'", "\\'")}'`];
  if (!/[\n"]/.test(value)) written.push(`r"${value}"`);
  return fc.constantFrom(...written);
}

const textLiteral = fc.constantFrom(...textPool, "").chain(quoted);
const numberLiteral = fc.constantFrom(...numberPool).chain(value => {
  const written = [String(value), value.toExponential()];
  if (Number.isInteger(value)) written.push(`${value}.0`);
  if (Number.isInteger(value) && value >= 0) written.push(`${value}u`, `0x${value}`);
  return fc.constantFrom(...written);
});
const timestampLiteral = fc
  .constantFrom(...timestampPool)
  .chain(quoted)
  .map(text => `timestamp(${text})`);

function literalOf(field: ScalarField): fc.Arbitrary<string> {
  if (field.values) return fc.constantFrom(...field.values).chain(quoted);
  if (field.type === "string") return textLiteral;
  if (field.type === "bool") return fc.constantFrom("true", "false");
  return field.type === "timestamp" ? timestampLiteral : numberLiteral;
}

const isNumber = (field: ScalarField) => field.type === "int" || field.type === "double";
const sameType = (left: ScalarField, right: ScalarField) =>
  left.type === right.type || (isNumber(left) && isNumber(right));

function comparison(
  operators: readonly string[],
  left: fc.Arbitrary<string>,
  right: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const operator = fc.constantFrom(...operators);
  return fc.oneof(spaced(left, operator, right), spaced(right, operator, left));
}

function membership(left: fc.Arbitrary<string>, literal: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const list = fc.array(literal, { minLength: 1, maxLength: 4 }).map(values => `[${values.join(", ")}]`);
  return fc.tuple(left, list).map(([operand, values]) => `${operand} in ${values}`);
}

function scalarCondition(field: ScalarField, fields: readonly ScalarField[]): fc.Arbitrary<string> {
  const name = fc.constant(field.name);
  const literal = literalOf(field);
  const isOrdered = field.values === null && field.type !== "bool";
  const operators = isOrdered ? comparisonOperators : ["==", "!="];
  const others = fields
    .filter(other => sameType(field, other) && other.values === null)
    .map(other => other.name);
  const conditions = [
    comparison(operators, name, literal),
    comparison(["==", "!="], name, fc.constant("null")),
  ];
  if (isOrdered) conditions.push(comparison(operators, name, fc.constantFrom(...others)));
  if (field.type !== "bool") conditions.push(membership(name, literal));
  else conditions.push(name);
  if (field.type === "string" && field.values === null) {
    const test = fc.constantFrom(...textTests);
    conditions.push(fc.tuple(test, textLiteral).map(([method, text]) => `${field.name}.${method}(${text})`));
  }
  return fc.oneof(...conditions);
}

function fieldCondition(field: Field, scalars: readonly ScalarField[]): fc.Arbitrary<string> {
  if ("column" in field) return scalarCondition(field, scalars);
  if (field.type === "rewards") {
    const reward = fc
      .constantFrom(...rewardNamePool)
      .chain(quoted)
      .map(name => `${field.name}[${name}]`);
    return fc.oneof(
      comparison(comparisonOperators, reward, numberLiteral),
      comparison(comparisonOperators, reward, reward),
      comparison(["==", "!="], reward, fc.constant("null")),
      membership(reward, numberLiteral),
    );
  }
  const size = fc.constantFrom(`size(${field.name})`, `${field.name}.size()`);
  const counted = comparison(comparisonOperators, size, numberLiteral);
  return field.type === "tags" ? fc.oneof(counted, spaced(textLiteral, fc.constant("in tags"))) : counted;
}

/** The text of a random filter that is right for the subject. */
export function arbitraryFilter(subject: Subject): fc.Arbitrary<string> {
  const fields = fieldsBySubject[subject];
  const scalars = fields.flatMap(field => ("column" in field ? [field] : []));
  const condition = fc.constantFrom(...fields).chain(field => fieldCondition(field, scalars));
  const { filter } = fc.letrec<{ filter: string }>(tie => ({
    filter: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      { weight: 4, arbitrary: condition },
      {
        weight: 2,
        arbitrary: spaced(
          fc.constant("("),
          tie("filter"),
          fc.constantFrom(") && (", ")||("),
          tie("filter"),
          fc.constant(")"),
        ),
      },
      { weight: 2, arbitrary: spaced(tie("filter"), fc.constantFrom("&&", "||"), tie("filter")) },
      { weight: 1, arbitrary: spaced(fc.constantFrom("!(", "!!("), tie("filter"), fc.constant(")")) },
      { weight: 1, arbitrary: fc.constantFrom("true", "false") },
    ),
  }));
  return filter;
}
