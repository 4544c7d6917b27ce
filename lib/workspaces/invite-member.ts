import { randomBytes } from "node:crypto";
import { insertMember, selectMembers } from "#db/queries/workspaces/members.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { ensureUser } from "#lib/workspaces/auth.ts";
import { memberItem } from "#lib/workspaces/list-members.ts";
import { type InvitedMember, inviteMemberSchema } from "#lib/workspaces/schemas.ts";

/** Adds a member. Somebody without an account gets one, with a first password that is shown once, to who invites. */
export async function inviteMember(context: Context, input: unknown): Promise<InvitedMember> {
  authorize(context, "admin");
  const { email, name, role } = parseInput(inviteMemberSchema, input);
  const password = randomBytes(12).toString("base64url");
  const { userId, created } = await ensureUser({ email, name, password });
  return write(context, async tx => {
    const memberId = await insertMember(tx, context.workspaceId, userId, role);
    const row = (await selectMembers(tx, context.workspaceId)).find(member => member.memberId === memberId);
    if (!row)
      throw conflict(`${email} is a member already. Change their role instead.`, { code: "member_exists" });
    return {
      result: { ...memberItem(row), initialPassword: created ? password : null },
      audit: { verb: "invite-member", subject: row.memberId, details: { role } },
    };
  });
}
