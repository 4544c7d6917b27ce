import { findRunningServer } from "#db/running-server.ts";
import { useLocalDatabase } from "#lib/cli/local-database.ts";
import { readConfig } from "#lib/config.ts";
import type { Context } from "#lib/service/context.ts";
import { invalid, notFound } from "#lib/service/errors.ts";
import { createKey } from "#lib/workspaces/create-key.ts";
import { findLocalWorkspace } from "#lib/workspaces/find-workspace.ts";
import { revokeKey } from "#lib/workspaces/revoke-key.ts";
import { scopes } from "#lib/workspaces/schemas.ts";

/**
 * Fills in what a command was not told: the address of this machine's server, and a key of the workspace that is revoked
 * when the command ends. Whoever can read the server's secrets may do so.
 */
export async function withLocalKey<T>(
  given: { url: string | undefined; key: string | undefined; workspace: string },
  use: (found: { url: string; key: string }) => Promise<T>,
): Promise<T> {
  const { home } = readConfig();
  const url = given.url ?? findRunningServer(home)?.url;
  if (url === undefined) {
    throw invalid(
      "No server runs on this machine. Start it with npm start, or set ESPALIER_URL and ESPALIER_API_KEY.",
      {
        code: "no_server",
      },
    );
  }
  if (given.key !== undefined) return use({ url, key: given.key });
  if (findRunningServer(home)?.url !== url) {
    throw invalid("Set ESPALIER_API_KEY, or pass --api-key: the server is on another machine.", {
      code: "no_key",
    });
  }
  return useLocalDatabase(async () => {
    const context = await localContext(given.workspace);
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const { key, keyId } = await createKey(context, {
      name: "A command on the server's machine",
      scopes,
      expiresAt,
    });
    try {
      return await use({ url, key });
    } finally {
      await revokeKey(context, keyId);
    }
  });
}

async function localContext(workspace: string): Promise<Context> {
  const context = await findLocalWorkspace(workspace);
  if (context) return context;
  throw notFound(`There is no workspace ${workspace}. Make it with: espalier workspace create ${workspace}`, {
    code: "workspace_not_found",
  });
}
