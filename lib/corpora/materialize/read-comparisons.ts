import type { CandidateRow } from "#db/queries/corpora/segments.ts";
import {
  type StepPlace,
  selectOutlines,
  selectStepContents,
  type TrajectoryOutline,
} from "#db/queries/corpora/step-contents.ts";
import type { Tx } from "#db/tenancy.ts";
import { ContentCache } from "#lib/corpora/materialize/content-cache.ts";
import type { RecipeComparison, RecipeTrajectory } from "#lib/corpora/recipes/recipe.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import type { Step } from "#lib/trajectories/schemas.ts";
import { editedSteps } from "#lib/views/apply-edits.ts";
import { readEdits } from "#lib/views/read-edits.ts";
import { readStepBody, readTrajectoryBody } from "#lib/views/stored-bodies.ts";
import type { View } from "#lib/views/view.ts";

/** Steps in memory at once, about: a page of comparisons is cut so that it holds no more. */
const stepsPerPage = 4_000;
/** Text of steps that is held in case it comes again, in characters; their messages take as much again. */
const heldText = 32 * 1024 * 1024;

interface Page {
  candidates: readonly CandidateRow[];
  trajectories: Map<string, Side>;
}

type Side = Omit<RecipeTrajectory, "excluded">;

/** Comparisons as recipes read them, in the order given. Two pages of steps are in memory, and what may come again. */
export async function* readComparisons(
  context: Context,
  view: View,
  candidates: readonly CandidateRow[],
): AsyncGenerator<RecipeComparison> {
  for await (const { candidates: rows, trajectories } of readPages(context, view, candidates)) {
    for (const row of rows) {
      const a = trajectories.get(row.aTrajectoryId);
      const b = trajectories.get(row.bTrajectoryId);
      if (!a || !b) throw new Error(`a side of comparison ${row.comparisonId} is missing`);
      const { comparisonId, task, excluded, pref, strength, voteShare } = row;
      yield {
        comparisonId,
        seq: row.seq,
        task,
        excluded,
        pref,
        strength,
        voteShare,
        a: { ...a, excluded: row.aExcluded },
        b: { ...b, excluded: row.bExcluded },
      };
    }
  }
}

/** The database reads the next page while the caller works on this one. */
async function* readPages(
  context: Context,
  view: View,
  candidates: readonly CandidateRow[],
): AsyncGenerator<Page> {
  const cache = new ContentCache<Step>(heldText);
  let ahead: Promise<Page> | null = null;
  for (const page of pagesOf(candidates)) {
    const current: Promise<Page> | null = ahead;
    // One at a time: both read into one cache.
    if (current) await current;
    ahead = readPage(context, view, page, cache);
    // A caller that stops early leaves it behind.
    ahead.catch(() => undefined);
    if (current) yield await current;
  }
  if (ahead) yield await ahead;
}

function* pagesOf(candidates: readonly CandidateRow[]): Generator<CandidateRow[]> {
  let page: CandidateRow[] = [];
  let steps = 0;
  for (const row of candidates) {
    page.push(row);
    steps += row.aSteps + row.bSteps;
    if (steps >= stepsPerPage) {
      yield page;
      page = [];
      steps = 0;
    }
  }
  if (page.length > 0) yield page;
}

async function readPage(
  context: Context,
  view: View,
  candidates: readonly CandidateRow[],
  cache: ContentCache<Step>,
): Promise<Page> {
  const ids = [...new Set(candidates.flatMap(row => [row.aTrajectoryId, row.bTrajectoryId]))];
  return read(context, async tx => {
    const outlines = await selectOutlines(tx, context.workspaceId, view, ids);
    const steps = await readSteps(tx, context, outlines, cache);
    const edits = await readEdits(tx, context.workspaceId, view, ids);
    const trajectories = new Map(
      outlines.map(({ trajectoryId, toolsBody, indexes, contentHashes }) => {
        const places = listed(indexes);
        const own = listed(contentHashes).map((hash, at) => {
          const step = steps.get(hash);
          if (!step) throw new Error(`a step of trajectory ${trajectoryId} is missing`);
          return { idx: Number(places[at]), step };
        });
        const seen = edits.get(trajectoryId);
        const shown = seen
          ? editedSteps(
              own.map(({ idx, step }) => ({ ...step, idx })),
              seen,
            )
          : own.map(({ step }) => step);
        return [trajectoryId, { trajectoryId, tools: toolsText(toolsBody), steps: shown }];
      }),
    );
    return { candidates, trajectories };
  });
}

/**
 * The steps of a page by content hash: each content is read once, and only if it is not held. Contents of one hash are
 * equal by value, though one may spell a number of its metadata otherwise.
 */
async function readSteps(
  tx: Tx,
  context: Context,
  outlines: readonly TrajectoryOutline[],
  cache: ContentCache<Step>,
): Promise<Map<string, Step>> {
  const steps = new Map<string, Step>();
  const missing = new Map<string, StepPlace>();
  for (const { trajectoryId, indexes, contentHashes } of outlines) {
    const places = listed(indexes);
    for (const [at, hash] of listed(contentHashes).entries()) {
      if (steps.has(hash) || missing.has(hash)) continue;
      const held = cache.get(hash);
      if (held) steps.set(hash, held);
      else missing.set(hash, { trajectoryId, idx: Number(places[at]) });
    }
  }
  if (missing.size === 0) return steps;
  for (const { contentHash, body } of await selectStepContents(tx, context.workspaceId, [
    ...missing.values(),
  ])) {
    const step = readStepBody(body);
    steps.set(contentHash, step);
    cache.set(contentHash, step, body.length);
  }
  return steps;
}

function listed(text: string | null): string[] {
  return text === null ? [] : text.split(",");
}

function toolsText(body: string | null): string | null {
  if (body === null) return null;
  const { tools } = readTrajectoryBody(body);
  return tools && tools.length > 0 ? JSON.stringify(tools) : null;
}
