import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { refDiffSchema } from "#lib/curation/schemas.ts";

const usageLine = "diff NAME REF REF [--json]";

/** Prints what differs between two refs. */
export async function diffCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, [], usageLine);
  const [workspace, from, to] = called.positionals;
  if (workspace === undefined || from === undefined || to === undefined)
    throw badUsage("Name a workspace and two refs.", usageLine);
  const query = new URLSearchParams({ from, to });
  const diff = refDiffSchema.parse(await withApi(called, workspace, api => api.get(`diff?${query}`)));
  if (called.json) {
    console.log(JSON.stringify(diff));
    return 0;
  }
  console.log(
    `${diff.from} to ${diff.to}: ${diff.changeCount} fields of ${diff.recordCount} records changed, ${diff.added.count} trajectories added, ${diff.removed.count} removed`,
  );
  for (const { title, recordId, path, before, after } of diff.changes) {
    console.log(`  ${shortened(title ?? recordId)}  ${path}: ${shown(before)} -> ${shown(after)}`);
  }
  return 0;
}

function shown(value: unknown): string {
  if (value === undefined) return "as captured";
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
