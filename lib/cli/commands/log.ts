import { z } from "zod";
import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { commitSchema } from "#lib/curation/schemas.ts";

const usageLine = "log NAME REF [--json]";

/** Prints the commits of a ref's branch, newest first. */
export async function logCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, [], usageLine);
  const [workspace, ref = "main"] = called.positionals;
  if (workspace === undefined) throw badUsage("Name a workspace and a ref.", usageLine);
  const answer = await withApi(called, workspace, api =>
    api.get(`branches/${encodeURIComponent(ref)}/commits`),
  );
  const { items } = z.object({ items: z.array(commitSchema) }).parse(answer);
  if (called.json) console.log(JSON.stringify(items));
  else
    for (const one of items)
      console.log(`${one.ref}  ${one.at}  ${one.author}  ${one.message} (${one.changes} fields)`);
  return 0;
}
