import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { waitForJob } from "#lib/cli/wait-for-job.ts";
import { editedSliceSchema } from "#lib/curation/schemas.ts";

const usageLine = "edit NAME --branch B --filter EXPR --set FIELD=VALUE [--set ...] --message M [--json]";

/** Sets fields on every trajectory of a slice of a branch, as one commit. */
export async function editCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, ["branch", "filter", "message"], usageLine);
  const [workspace] = called.positionals;
  const { branch, filter, message } = called.options;
  if (workspace === undefined || called.positionals.length > 1)
    throw badUsage("Name one workspace.", usageLine);
  if (branch === undefined || filter === undefined || message === undefined || called.set.length === 0) {
    throw badUsage("An edit needs --branch, --filter, --set and --message.", usageLine);
  }
  const set = Object.fromEntries(called.set.map(readSetting));
  const job = await withApi(called, workspace, async api =>
    waitForJob(
      api,
      await api.post(`branches/${encodeURIComponent(branch)}/slice-edits`, { filter, set, message }),
    ),
  );
  const result = editedSliceSchema.parse(job.result);
  if (called.json) console.log(JSON.stringify(result));
  else
    console.log(
      `${result.ref}: ${result.changes.toLocaleString("en")} fields changed on ${result.records.toLocaleString("en")} trajectories`,
    );
  return 0;
}

/** `excluded=true`: a value is JSON where it reads as JSON, else text. */
function readSetting(text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at < 1) throw badUsage(`--set ${text} is not FIELD=VALUE.`, usageLine);
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}
