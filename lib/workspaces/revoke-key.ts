import { revokeKeyRow } from "#db/queries/workspaces/keys.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { write } from "#lib/service/transaction.ts";

/** Ends a key at once: its next request is refused. */
export async function revokeKey(context: Context, keyId: string): Promise<{ keyId: string }> {
  authorize(context, "admin");
  return write(context, async tx => {
    if (!(await revokeKeyRow(tx, context.workspaceId, keyId))) {
      throw notFound(`There is no live key ${keyId} in this workspace.`, { code: "key_not_found" });
    }
    return { result: { keyId }, audit: { verb: "revoke-key", subject: keyId } };
  });
}
