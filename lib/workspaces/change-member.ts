import { lockOwners, updateMemberRole } from "#db/queries/workspaces/members.ts";
import type { Tx } from "#db/tenancy.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict, notFound } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { changeMemberSchema } from "#lib/workspaces/schemas.ts";

/** Gives a member another role. The last owner keeps theirs. */
export async function changeMember(
  context: Context,
  memberId: string,
  input: unknown,
): Promise<{ memberId: string }> {
  authorize(context, "admin");
  const { role } = parseInput(changeMemberSchema, input);
  return write(context, async tx => {
    if (role !== "owner") await keepAnOwner(tx, context.workspaceId, memberId);
    if (!isUuid(memberId) || !(await updateMemberRole(tx, context.workspaceId, memberId, role)))
      throw memberNotFound(memberId);
    return { result: { memberId }, audit: { verb: "change-member", subject: memberId, details: { role } } };
  });
}

export function memberNotFound(memberId: string) {
  return notFound(`There is no member ${memberId} in this workspace.`, { code: "member_not_found" });
}

/** @throws Conflict when this member is the only owner. */
export async function keepAnOwner(tx: Tx, workspaceId: string, memberId: string): Promise<void> {
  const owners = await lockOwners(tx, workspaceId);
  if (owners.length === 1 && owners[0] === memberId) {
    throw conflict("This is the only owner. Make somebody else an owner first.", { code: "last_owner" });
  }
}
