import { type ApiClient, withApi } from "#lib/cli/api-client.ts";
import { type Arguments, badUsage, readArguments } from "#lib/cli/arguments.ts";
import { pullSnapshot } from "#lib/cli/pull-snapshot.ts";
import { waitForJob } from "#lib/cli/wait-for-job.ts";
import { type PublishResult, publishResultSchema } from "#lib/corpora/schemas.ts";

const usageLine = "snapshot NAME --filter EXPR --recipe dpo|reward --to CORPUS [--at REF] [--json]";

/** Publishes a corpus's next version, making the corpus where it is new, and waits for it. */
export async function snapshotCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, ["filter", "recipe", "to", "corpus", "at"], usageLine);
  const [workspace] = called.positionals;
  if (workspace === undefined || called.positionals.length > 1)
    throw badUsage("Name one workspace.", usageLine);
  const { corpus, folder } = target(called);
  const result = await withApi(called, workspace, async api => {
    await ensureCorpus(api, called, corpus);
    const job = await waitForJob(
      api,
      await api.post(`corpora/${corpus}/snapshots`, { at: called.options.at }),
    );
    const published = publishResultSchema.parse(job.result);
    const version = published.snapshot.slice(published.snapshot.indexOf("@") + 1);
    if (folder !== null) await pullSnapshot(api, { corpus, version }, folder);
    return published;
  });
  if (called.json) console.log(JSON.stringify(result));
  else printPublished(result, folder);
  return 0;
}

/** `--to` names a corpus, unless it reads like a folder: then it is where files are copied. */
function target({ options }: Arguments): { corpus: string; folder: string | null } {
  const { to, corpus } = options;
  const isPlace = to !== undefined && /[/\\.:]/.test(to);
  if (isPlace && to.includes("://")) throw badUsage(`Copies go to a folder; ${to} is none.`, usageLine);
  const name = corpus ?? (isPlace ? undefined : to);
  if (name === undefined) throw badUsage("Name the corpus: --to CORPUS.", usageLine);
  if (corpus !== undefined && to !== undefined && !isPlace && to !== corpus)
    throw badUsage("--to and --corpus name two corpora.", usageLine);
  return { corpus: name, folder: isPlace ? to : null };
}

async function ensureCorpus(api: ApiClient, { options }: Arguments, corpus: string): Promise<void> {
  const { filter, recipe } = options;
  if (filter === undefined && recipe === undefined && options.corpus !== undefined) return;
  if (filter === undefined || recipe === undefined)
    throw badUsage("A corpus needs --filter and --recipe.", usageLine);
  await api.post("corpora", { name: corpus, filter, recipe });
}

function printPublished(result: PublishResult, folder: string | null): void {
  const number = (count: number) => count.toLocaleString("en");
  const left = result.considered - result.rows;
  console.log(
    `${result.snapshot}: ${number(result.rows)} rows, ${number(left)} left out of ${number(result.considered)}`,
  );
  for (const { reason, count } of result.leftOut) console.log(`  ${number(count)} left out: ${reason}`);
  console.log(
    `manifest sha256 ${result.manifestSha256}, ${result.segmentsReused} of ${result.segments} segments reused`,
  );
  if (folder !== null) console.log(`copied to ${folder}`);
}
