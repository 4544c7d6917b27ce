import type { z } from "zod";
import { invalid } from "#lib/service/errors.ts";

/** Parses what came from outside. @throws Invalid naming the first field at fault; all faults are in `errors`. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map(issue => ({
    field: fieldPath(issue.path),
    message: issueMessage(issue),
  }));
  const [first] = errors;
  throw invalid(first ? `${first.field}: ${first.message}` : "The input is not valid.", {
    code: parsed.error.issues.some(issue => issue.code === "unrecognized_keys")
      ? "unknown_field"
      : "invalid_input",
    field: first?.field,
    extra: { errors },
  });
}

function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `unknown field ${issue.keys.join(", ")}`;
  return issue.message;
}

/** `steps[3].role`; `body` for the whole. */
export function fieldPath(path: readonly PropertyKey[]): string {
  const text = path
    .map(part => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return text || "body";
}
