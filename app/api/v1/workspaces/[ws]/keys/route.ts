import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";
import { createKey } from "#lib/workspaces/create-key.ts";
import { listKeys } from "#lib/workspaces/list-keys.ts";

export const GET = workspaceRoute(async context =>
  json({ items: await listKeys(context), nextCursor: null }),
);

export const POST = workspaceRoute(async (context, request) =>
  json(await createKey(context, await jsonBody(request)), { status: 201 }),
);
