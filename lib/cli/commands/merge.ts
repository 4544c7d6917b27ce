import { z } from "zod";
import { type ApiClient, withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { committedSchema, conflictSchema, mergeRequestSchema } from "#lib/curation/schemas.ts";
import { isEspalierError } from "#lib/service/errors.ts";

const usageLine = "merge NAME BRANCH [--into main] [--message M] [--json]";

/** Merges a branch through a merge request. With conflicts it prints them, leaves the request open, and exits 1. */
export async function mergeCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, ["into", "message"], usageLine);
  const [workspace, source] = called.positionals;
  const { into: target = "main", message } = called.options;
  if (workspace === undefined || source === undefined)
    throw badUsage("Name a workspace and a branch.", usageLine);
  return withApi(called, workspace, async api => {
    const number = await requestFor(api, source, target, message ?? `Merge ${source}`);
    try {
      const merged = committedSchema.parse(await api.post(`merge-requests/${number}/merge`, { message }));
      console.log(
        called.json
          ? JSON.stringify(merged)
          : `${merged.ref}: ${merged.changes} fields of ${source} merged into ${target}`,
      );
      return 0;
    } catch (error) {
      const conflicts = isEspalierError(error)
        ? z.array(conflictSchema).safeParse(error.extra.conflicts)
        : null;
      if (!conflicts?.success) throw error;
      if (called.json) console.log(JSON.stringify({ mergeRequest: number, conflicts: conflicts.data }));
      else {
        console.error(`${conflicts.data.length} conflicts, to be decided in merge request ${number}:`);
        for (const { recordKind, recordId, path, ours, theirs } of conflicts.data) {
          console.error(
            `  ${recordKind} ${recordId} ${path}: ${target} has ${JSON.stringify(ours)}, ${source} has ${JSON.stringify(theirs)}`,
          );
        }
      }
      return 1;
    }
  });
}

/** Opens a request, or takes the one that is open. */
async function requestFor(api: ApiClient, source: string, target: string, title: string): Promise<number> {
  try {
    return mergeRequestSchema.parse(await api.post("merge-requests", { source, target, title })).number;
  } catch (error) {
    if (isEspalierError(error) && error.code === "merge_request_exists")
      return z.number().parse(error.extra.number);
    throw error;
  }
}
