import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { invalid } from "#lib/service/errors.ts";
import { secretFor } from "#lib/service/secret.ts";

/**
 * Where the next page begins: the pinned ref of the first page, and the sort key of the last row. Signed over the
 * workspace and the question, so that it can be used for nothing else.
 */
const cursorSchema = z.object({
  ref: z.string(),
  key: z.array(z.union([z.string(), z.number()])),
});
export type Cursor = z.infer<typeof cursorSchema>;

export function encodeCursor(cursor: Cursor, question: readonly string[]): string {
  const text = Buffer.from(JSON.stringify(cursor));
  return Buffer.concat([signature(text, question), text]).toString("base64url");
}

/** @throws Invalid when the cursor was not made for this question. */
export function decodeCursor(encoded: string, question: readonly string[]): Cursor {
  const bytes = Buffer.from(encoded, "base64url");
  const text = bytes.subarray(16);
  const isOurs =
    bytes.toString("base64url") === encoded &&
    bytes.length > 16 &&
    timingSafeEqual(bytes.subarray(0, 16), signature(text, question));
  if (!isOurs) {
    throw invalid(
      "This cursor does not belong to this list. Use nextCursor of its last page, with the same query.",
      {
        code: "invalid_cursor",
        field: "cursor",
      },
    );
  }
  return cursorSchema.parse(JSON.parse(text.toString()));
}

function signature(text: Buffer, question: readonly string[]): Buffer {
  const hmac = createHmac("sha256", secretFor("cursor"))
    .update(JSON.stringify(question))
    .update("\0")
    .update(text);
  return hmac.digest().subarray(0, 16);
}
