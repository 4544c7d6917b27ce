import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { pullSnapshot } from "#lib/cli/pull-snapshot.ts";

const usageLine = "pull NAME/CORPUS@vN FOLDER [--json]";

/** Downloads a snapshot, verified against its manifest. */
export async function pullCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, [], usageLine);
  const [name = "", folder] = called.positionals;
  const match = /^([^/]+)\/([^/@]+)(?:@(v\d+|latest))?$/.exec(name);
  const [, workspace, corpus, version = "latest"] = match ?? [];
  if (workspace === undefined || corpus === undefined)
    throw badUsage("Name a snapshot: NAME/CORPUS@v1.", usageLine);
  if (folder === undefined || called.positionals.length > 2) throw badUsage("Name one folder.", usageLine);
  const pulled = await withApi(called, workspace, api => pullSnapshot(api, { corpus, version }, folder));
  if (called.json) console.log(JSON.stringify(pulled));
  else
    console.log(
      `${pulled.snapshot}: ${pulled.files} files, ${pulled.sizeBytes.toLocaleString("en")} bytes, every sha256 verified, in ${folder}`,
    );
  return 0;
}
