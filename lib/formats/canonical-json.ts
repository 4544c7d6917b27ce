/**
 * One text for each JSON value: object keys sorted by UTF-16 unit, no white space, numbers by value however they are
 * written (`1.0`, `10e-1` and `1` are one number; integers beyond 2^53 stay apart). Two values are equal exactly when
 * their texts are. Takes what `parseJson` returns.
 *
 * @throws {TypeError} for what JSON has no text of: undefined, a function, a bigint, NaN or an infinity.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) {
    return Number.isSafeInteger(value) ? String(value) : canonicalNumber(String(value));
  }
  if (Array.isArray(value)) return canonicalArray(value);
  if (typeof value !== "object") throw new TypeError(`JSON has no text of ${String(value)}`);
  if ("rawJSON" in value && JSON.isRawJSON(value)) return canonicalNumber(String(value.rawJSON));
  return canonicalObject(value);
}

function canonicalArray(elements: readonly unknown[]): string {
  let text = "[";
  for (const element of elements) text += `${text.length > 1 ? "," : ""}${canonicalJson(element)}`;
  return `${text}]`;
}

function canonicalObject(value: object): string {
  const members: Readonly<Record<string, unknown>> = { ...value };
  let text = "{";
  for (const key of Object.keys(members).sort()) {
    text += `${text.length > 1 ? "," : ""}${JSON.stringify(key)}:${canonicalJson(members[key])}`;
  }
  return `${text}}`;
}

/** A decimal number as its significant digits and an exponent, which are unique; plain integers read as themselves. */
function canonicalNumber(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  if (power === 0n) return `${sign}${significant}`;
  return power > 0n && power <= 20n
    ? `${sign}${significant}${"0".repeat(Number(power))}`
    : `${sign}${significant}e${power}`;
}
