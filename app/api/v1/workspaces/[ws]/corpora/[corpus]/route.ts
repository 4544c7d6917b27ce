import { readCorpus } from "#lib/corpora/read-corpus.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ corpus: string }>(async (context, _request, { corpus }) =>
  json(await readCorpus(context, corpus)),
);
