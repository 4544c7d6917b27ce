import { insertKey } from "#db/queries/workspaces/keys.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { secretFor } from "#lib/service/secret.ts";
import { write } from "#lib/service/transaction.ts";
import { makeKey } from "#lib/workspaces/key-format.ts";
import { keyItem } from "#lib/workspaces/list-keys.ts";
import { type CreatedKey, createKeySchema } from "#lib/workspaces/schemas.ts";

/** Makes an API key of this workspace. The answer is the only place where the key itself ever stands. */
export async function createKey(context: Context, input: unknown): Promise<CreatedKey> {
  authorize(context, "admin");
  const { name, scopes, expiresAt } = parseInput(createKeySchema, input);
  const { key, keyId, secretHash } = makeKey(secretFor("api-key"));
  return write(context, async tx => {
    const row = await insertKey(tx, context.workspaceId, {
      keyId,
      name,
      scopes: [...new Set(scopes)],
      secretHash,
      createdBy: actorOf(context.principal),
      expiresAt: expiresAt ?? null,
    });
    return {
      result: { ...keyItem(row), key },
      audit: { verb: "create-key", subject: keyId, details: { name, scopes } },
    };
  });
}
