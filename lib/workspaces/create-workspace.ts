import { insertAudit } from "#db/queries/workspaces/insert-audit.ts";
import { insertKey } from "#db/queries/workspaces/keys.ts";
import { insertMember } from "#db/queries/workspaces/members.ts";
import { insertWorkspace } from "#db/queries/workspaces/workspaces.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { secretFor } from "#lib/service/secret.ts";
import { makeKey } from "#lib/workspaces/key-format.ts";
import { scopes, workspaceSlugSchema } from "#lib/workspaces/schemas.ts";

/**
 * Makes a workspace and its owner key. Done at the machine itself, by whoever can read its secrets; `ownerUserId` becomes
 * a member, where there is one.
 */
export async function createWorkspace(input: {
  name: string;
  ownerUserId?: string;
}): Promise<{ workspaceId: string; workspace: string; key: string }> {
  const slug = parseInput(workspaceSlugSchema, input.name);
  const { key, keyId, secretHash } = makeKey(secretFor("api-key"));
  try {
    const workspaceId = await insertWorkspace(slug, async (tx, id) => {
      await insertKey(tx, id, {
        keyId,
        name: "Owner key",
        scopes,
        secretHash,
        createdBy: "local",
        expiresAt: null,
      });
      if (input.ownerUserId) await insertMember(tx, id, input.ownerUserId, "owner");
      await insertAudit(tx, id, { actor: "local", verb: "create-workspace", subject: slug });
    });
    return { workspaceId, workspace: slug, key };
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") {
      throw conflict(`There is a workspace named ${slug} already. Choose another name.`, {
        code: "workspace_exists",
      });
    }
    throw error;
  }
}
