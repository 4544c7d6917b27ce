import { startImport } from "#lib/capture/start-import.ts";
import { json, queryOf, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute(async (context, request) => {
  return json(await startImport(context, queryOf(request), request.body ?? emptyBody()), { status: 202 });
});

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
