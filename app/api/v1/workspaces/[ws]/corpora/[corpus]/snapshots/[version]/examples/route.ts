import { readExamples } from "#lib/corpora/read-examples.ts";
import { parseVersion } from "#lib/corpora/read-snapshot.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ corpus: string; version: string }>(
  async (context, _request, { corpus, version }) =>
    json({
      items: await readExamples(context, { corpus, version: parseVersion(version) }),
      nextCursor: null,
    }),
);
