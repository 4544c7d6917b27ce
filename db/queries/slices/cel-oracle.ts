import { type CelInput, celEnv, parse, plan } from "@bufbuild/cel";
import { type Expr, ExprSchema } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { create } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";

/**
 * CEL's own evaluator as the oracle of the compiled SQL. It shares no code with the checker and the planner.
 * A record is a map by the fields' dotted names in which a null field is absent, as the null rule says;
 * `x == null` then asks whether the field is there, which is CEL's `has`.
 */
export type CelRecord = Record<string, CelInput>;

const dotted = new Set([
  "pref.human",
  "pref.ai",
  "pref.rule",
  "reward.human",
  "reward.env",
  "reward.rule",
  "reward.ai",
]);

export function celMatcher(text: string): (record: CelRecord) => boolean {
  const evaluate = plan(celEnv(), readRecord(parse(`${text}\n`).expr));
  return record => evaluate({ record }) === true;
}

function select(operand: Expr, field: string, testOnly = false): Expr {
  return create(ExprSchema, { exprKind: { case: "selectExpr", value: { operand, field, testOnly } } });
}

function call(name: string, args: Expr[], target?: Expr): Expr {
  return create(ExprSchema, { exprKind: { case: "callExpr", value: { function: name, args, target } } });
}

const record = create(ExprSchema, { exprKind: { case: "identExpr", value: { name: "record" } } });

/** Makes every name of a field a key of the record, and every test for null a test for presence. */
function readRecord(expr: Expr): Expr {
  const { exprKind } = expr;
  if (exprKind.case === "identExpr") return select(record, exprKind.value.name);
  if (exprKind.case === "selectExpr") {
    const parent = exprKind.value.operand?.exprKind;
    const name = parent?.case === "identExpr" ? `${parent.value.name}.${exprKind.value.field}` : "";
    if (!dotted.has(name)) throw new Error(`The oracle does not know ${name}.`);
    return select(record, name);
  }
  if (exprKind.case !== "callExpr") return expr;
  const { function: name, args, target } = exprKind.value;
  const tested = args.find(arg => !isNull(arg));
  if (tested && args.some(isNull)) {
    const present = asPresence(readRecord(tested));
    return name === "_!=_" ? present : call("!_", [present]);
  }
  return call(name, args.map(readRecord), target && readRecord(target));
}

function isNull({ exprKind }: Expr): boolean {
  return exprKind.case === "constExpr" && exprKind.value.constantKind.case === "nullValue";
}

function asPresence({ exprKind }: Expr): Expr {
  if (exprKind.case === "selectExpr" && exprKind.value.operand) {
    return select(exprKind.value.operand, exprKind.value.field, true);
  }
  const [map, key] = exprKind.case === "callExpr" ? exprKind.value.args : [];
  if (!map || key?.exprKind.case !== "constExpr") throw new Error("The oracle cannot tell what is tested.");
  const { constantKind } = key.exprKind.value;
  return select(map, constantKind.case === "stringValue" ? constantKind.value : "", true);
}

/** A timestamp to the microsecond, from its canonical text. */
export function celTimestamp(text: string): CelInput {
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? "";
  const seconds = BigInt(Math.floor(Date.parse(text) / 1000));
  return create(TimestampSchema, { seconds, nanos: Number(fraction.padEnd(9, "0")) });
}
