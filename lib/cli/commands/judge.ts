import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { waitForJob } from "#lib/cli/wait-for-job.ts";
import { judgeResultSchema } from "#lib/jobs/schemas.ts";

const usageLine = "judge NAME --by-reward REWARD [--json]";

/** Has a rule rater judge every pair of one task whose rewards differ. */
export async function judgeCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, ["by-reward"], usageLine);
  const [workspace] = called.positionals;
  const byReward = called.options["by-reward"];
  if (workspace === undefined || called.positionals.length > 1)
    throw badUsage("Name one workspace.", usageLine);
  if (byReward === undefined) throw badUsage("Say by what: --by-reward REWARD.", usageLine);
  const job = await withApi(called, workspace, async api =>
    waitForJob(api, await api.post("judgements", { byReward })),
  );
  const result = judgeResultSchema.parse(job.result);
  if (called.json) console.log(JSON.stringify(result));
  else {
    const known = result.unchanged > 0 ? `; ${result.unchanged.toLocaleString("en")} stood already` : "";
    console.log(
      `${result.comparisons.toLocaleString("en")} new comparisons, ${result.preferences.toLocaleString("en")} new preferences by rule:${byReward}${known}`,
    );
  }
  return 0;
}
