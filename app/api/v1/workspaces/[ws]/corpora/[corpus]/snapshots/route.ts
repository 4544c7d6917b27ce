import { listSnapshots } from "#lib/corpora/list-snapshots.ts";
import { publishSnapshot } from "#lib/corpora/publish-snapshot.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ corpus: string }>(async (context, _request, { corpus }) =>
  json({ items: await listSnapshots(context, corpus), nextCursor: null }),
);

export const POST = workspaceRoute<{ corpus: string }>(async (context, request, { corpus }) =>
  json(await publishSnapshot(context, corpus, await jsonBody(request)), { status: 202 }),
);
