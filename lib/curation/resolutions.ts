import { z } from "zod";
import { fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { recordKindSchema } from "#lib/curation/schemas.ts";
import { asLogged, editText } from "#lib/views/edit-value.ts";

/** What somebody decided about conflicts: the value that each field is to have; none shows what was captured. */
export const resolutionsSchema = z.strictObject({
  resolutions: z
    .array(
      z.strictObject({
        recordKind: recordKindSchema.default("trajectory"),
        recordId: z.uuid(),
        path: z.string().min(1).max(600),
        value: z.unknown().optional(),
      }),
    )
    .max(10_000)
    .default([]),
});

export function readResolutions({ resolutions }: z.infer<typeof resolutionsSchema>): Map<string, string> {
  return new Map(
    resolutions.map(({ value, ...field }) => [
      fieldKeyText(field),
      editText(value === undefined ? asLogged : { value }),
    ]),
  );
}
