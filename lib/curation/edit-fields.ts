import { z } from "zod";
import { strengthSchema, verdictSchema } from "#lib/feedback/schemas.ts";
import { nameSchema, outcomeStatusSchema } from "#lib/trajectories/schemas.ts";

/** Which fields of a record can be edited, and what each may hold. */

const outcome = z
  .strictObject({ status: outcomeStatusSchema, reason: z.string().max(10_000).optional() })
  .nullable();
const adjudication = z.strictObject({
  verdict: verdictSchema,
  strength: strengthSchema.optional(),
  reason: z.string().max(10_000).optional(),
});
const voided = z.strictObject({ reason: z.string().min(1).max(10_000) }).nullable();
/** What a deleted step takes from the counts: filled in by us. */
const deleted = z.strictObject({ tokens: z.number().int(), calls: z.number().int() });

interface EditableField {
  /** How the path reads to people: `steps/N/content`. */
  path: string;
  matches: RegExp;
  value: z.ZodType;
}

const fields = {
  trajectory: [
    { path: "excluded", matches: /^excluded$/, value: z.boolean() },
    { path: "task", matches: /^task$/, value: nameSchema },
    { path: "outcome", matches: /^outcome$/, value: outcome },
    { path: "tags/TAG", matches: /^tags\/.{1,512}$/s, value: z.boolean() },
    { path: "metadata/MEMBER", matches: /^metadata\/.{1,512}$/s, value: z.unknown() },
    { path: "steps/N/content", matches: /^steps\/\d{1,7}\/content$/, value: z.string() },
    {
      path: "steps/N/deleted",
      matches: /^steps\/\d{1,7}\/deleted$/,
      value: z.union([z.literal(true), deleted]),
    },
  ],
  comparison: [{ path: "adjudication", matches: /^adjudication$/, value: adjudication.nullable() }],
  preference: [
    { path: "voided", matches: /^voided$/, value: voided },
    { path: "affirmed", matches: /^affirmed$/, value: z.boolean() },
  ],
  reward: [
    { path: "voided", matches: /^voided$/, value: voided },
    { path: "affirmed", matches: /^affirmed$/, value: z.boolean() },
  ],
} satisfies Record<string, EditableField[]>;

export const recordKinds = ["trajectory", "comparison", "preference", "reward"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The field that a path names; null where the record has none such. */
export function editableField(kind: RecordKind, path: string): EditableField | null {
  return fields[kind].find(field => field.matches.test(path)) ?? null;
}

/** What can be edited of a kind of record, for messages. */
export function editablePaths(kind: RecordKind): string {
  return fields[kind].map(field => field.path).join(", ");
}
