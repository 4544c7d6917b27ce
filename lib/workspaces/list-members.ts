import { type MemberRow, selectMembers } from "#db/queries/workspaces/members.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import type { MemberItem } from "#lib/workspaces/schemas.ts";

export async function listMembers(context: Context): Promise<MemberItem[]> {
  authorize(context, "admin");
  const rows = await read(context, tx => selectMembers(tx, context.workspaceId));
  return rows.map(memberItem);
}

export function memberItem({ memberId, name, email, role, createdAt }: MemberRow): MemberItem {
  return { memberId, name, email, role, createdAt: createdAt.toISOString() };
}
