import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { inviteMember } from "#lib/workspaces/invite-member.ts";
import { listMembers } from "#lib/workspaces/list-members.ts";

export const GET = workspaceRoute(async context =>
  json({ items: await listMembers(context), nextCursor: null }),
);

export const POST = workspaceRoute(async (context, request) =>
  json(await inviteMember(context, await jsonBody(request)), { status: 201 }),
);
