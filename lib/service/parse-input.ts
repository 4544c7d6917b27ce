import type { z } from "zod";
import { invalid } from "#lib/service/errors.ts";

/** Parses what came from outside. @throws Invalid naming the first field at fault; all faults are in `errors`. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const isUnknown = (issue: z.core.$ZodIssue) => issue.code === "unrecognized_keys";
  const issues = parsed.error.issues.toSorted((x, y) => Number(isUnknown(y)) - Number(isUnknown(x)));
  const errors = issues.slice(0, 20).map(issue => ({
    field: fieldPath(issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path),
    message: issueMessage(issue),
  }));
  const [first] = errors;
  throw invalid(first ? sentence(first) : "The input is not valid.", {
    code: issues.some(isUnknown) ? "unknown_field" : "invalid_input",
    field: first?.field,
    extra: { errors },
  });
}

function sentence({ field, message }: { field: string; message: string }): string {
  return field === whole || message.startsWith("unknown field") ? `${message}.` : `${field}: ${message}.`;
}

function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map(key => fieldPath([...issue.path, key]));
    return `unknown field ${names.join(", ")}`;
  }
  if (issue.code === "invalid_type" && issue.input === undefined) return "is required";
  return issue.message;
}

const whole = "body";

/** `steps[3].role`; `body` for the whole. */
export function fieldPath(path: readonly PropertyKey[]): string {
  const text = path
    .map(part => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return text || whole;
}
