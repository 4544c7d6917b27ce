import type { FieldChangeItem } from "#lib/curation/schemas.ts";

/** How the path of a field reads to people. */
export function fieldName({ recordKind, path }: Pick<FieldChangeItem, "recordKind" | "path">): string {
  const [first = "", ...rest] = path.split("/");
  if (first === "steps") return `step ${rest[0]}, ${rest[1] === "deleted" ? "deleted" : "text"}`;
  if (first === "tags") return `tag ${rest.join("/")}`;
  if (first === "metadata") return `metadata ${rest.join("/")}`;
  if (recordKind === "comparison") return first;
  return recordKind === "trajectory" ? first : `${recordKind}, ${first}`;
}

/** A field's value as words. Undefined is what was captured. */
export function valueWords(path: string, value: unknown): string {
  if (value === undefined) return "as captured";
  const members = membersOf(value);
  if (path === "excluded") return value === true ? "excluded" : "included";
  if (path === "outcome" && value === null) return "none";
  if (path === "outcome" && members) return reasoned(members.status, members.reason);
  if (path === "adjudication" && value === null) return "by votes";
  if (path === "adjudication" && members) return reasoned(verdictWords(members), members.reason);
  if (path === "voided") return members ? reasoned("voided", members.reason) : "counts";
  if (path === "affirmed") return value === true ? "still holds" : "not affirmed";
  if (path.startsWith("tags/")) return value === true ? "tagged" : "not tagged";
  if (path.endsWith("/deleted")) return "deleted";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function membersOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function reasoned(word: unknown, reason: unknown): string {
  return typeof reason === "string" && reason !== "" ? `${word}: ${reason}` : String(word);
}

function verdictWords({ verdict, strength }: Record<string, unknown>): string {
  const words: Record<string, string> = {
    a: "A is better",
    b: "B is better",
    tie: "tie",
    both_bad: "both bad",
  };
  return `${words[String(verdict)] ?? String(verdict)}${strength === 3 ? ", by much" : ""}`;
}

/** The text of a value as it is written into a field, and read back from it. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** What somebody wrote for a field: steps and tasks are text, the rest is JSON, or else text. */
export function writtenValue(path: string, text: string): unknown {
  if (path === "task" || path.endsWith("/content")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return path === "outcome" ? { status: text.trim() } : text;
  }
}
