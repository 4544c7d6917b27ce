import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { changeMember } from "#lib/workspaces/change-member.ts";
import { removeMember } from "#lib/workspaces/remove-member.ts";

export const PATCH = workspaceRoute<{ memberId: string }>(async (context, request, { memberId }) =>
  json(await changeMember(context, memberId, await jsonBody(request))),
);

export const DELETE = workspaceRoute<{ memberId: string }>(async (context, _request, { memberId }) =>
  json(await removeMember(context, memberId)),
);
