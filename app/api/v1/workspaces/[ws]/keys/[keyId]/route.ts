import { json, workspaceRoute } from "#lib/http/route.ts";
import { revokeKey } from "#lib/workspaces/revoke-key.ts";

export const DELETE = workspaceRoute<{ keyId: string }>(async (context, _request, { keyId }) =>
  json(await revokeKey(context, keyId)),
);
