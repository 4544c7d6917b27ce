const rfc3339 =
  /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * The instant of an RFC 3339 text in UTC, in its one spelling: `2026-01-01T00:00:00Z`, with the fraction kept
 * up to microseconds and its trailing zeros gone. Undefined when the text is no such instant, is finer than a
 * microsecond or lies outside of the years 1 to 9999 (the range of CEL's timestamps).
 */
export function canonicalTimestamp(text: string): string | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [, date = "", hour, minute, second, fraction = "", zone = ""] = match;
  const midnight = new Date(`${date}T00:00:00Z`);
  // A day such as February 30 rolls over into the next month instead of failing.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) return undefined;
  const instant = new Date(`${date}T${hour}:${minute}:${second}${zone.toUpperCase()}`);
  const year = instant.getUTCFullYear();
  if (year < 1 || year > 9999) return undefined;
  const digits = fraction.replace(/0+$/, "");
  return `${instant.toISOString().slice(0, 19)}${digits === "" ? "" : `.${digits}`}Z`;
}
