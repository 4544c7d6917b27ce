import { removeMemberRow } from "#db/queries/workspaces/members.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { write } from "#lib/service/transaction.ts";
import { keepAnOwner, memberNotFound } from "#lib/workspaces/change-member.ts";

/** Takes a member's access away; their labels stay. The last owner cannot be removed. */
export async function removeMember(context: Context, memberId: string): Promise<{ memberId: string }> {
  authorize(context, "admin");
  return write(context, async tx => {
    await keepAnOwner(tx, context.workspaceId, memberId);
    if (!isUuid(memberId) || !(await removeMemberRow(tx, context.workspaceId, memberId)))
      throw memberNotFound(memberId);
    return { result: { memberId }, audit: { verb: "remove-member", subject: memberId } };
  });
}
