import type { z } from "zod";

/** The first problems of a failed parse as one line: `steps[3].role: Invalid option ...; task: ...`. */
export function schemaProblem(error: z.ZodError, most = 3): string {
  const shown = error.issues.slice(0, most).map(issue => {
    const path = fieldPath(issue.path);
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  const more = error.issues.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** `["steps", 3, "role"]` as `steps[3].role`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${String(part)}`))
    .join("");
}
