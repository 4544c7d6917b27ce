import { createCorpus } from "#lib/corpora/create-corpus.ts";
import { listCorpora } from "#lib/corpora/list-corpora.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute(async context =>
  json({ items: await listCorpora(context), nextCursor: null }),
);

export const POST = workspaceRoute(async (context, request) =>
  json(await createCorpus(context, await jsonBody(request)), { status: 201 }),
);
