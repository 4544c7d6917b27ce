import { parseVersion, readSnapshot } from "#lib/corpora/read-snapshot.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const GET = workspaceRoute<{ corpus: string; version: string }>(
  async (context, _request, { corpus, version }) => {
    const snapshot = await readSnapshot(context, { corpus, version: parseVersion(version) });
    return json(snapshot, { ref: snapshot.ref });
  },
);
