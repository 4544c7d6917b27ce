/**
 * The value of an edited field, as the `edit` table keeps it: a JSON value, or the statement that the field is as it was
 * captured. A field that nobody edited has none, and is as it was captured too.
 */
export type EditValue = { value: unknown } | { asLogged: true };

export const asLogged: EditValue = { asLogged: true };

/** Canonical text of a value: two are equal exactly when their texts are. An unedited field reads as logged. */
export function editText(value: EditValue | undefined): string {
  if (value === undefined || "asLogged" in value) return '{"asLogged":true}';
  return JSON.stringify({ value: value.value }, (_key, member: unknown) => sorted(member));
}

function sorted(member: unknown): unknown {
  if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
  return Object.fromEntries(Object.entries(member).sort(([x], [y]) => (x < y ? -1 : 1)));
}
