import type { RecipeName } from "#lib/corpora/schemas.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";
import type { Column, Row } from "#lib/formats/columns.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

/** A trajectory as a recipe reads it, at the view that is published. */
export interface RecipeTrajectory {
  trajectoryId: string;
  excluded: boolean;
  /** JSON text of the tool definitions. */
  tools: string | null;
  steps: readonly Step[];
}

/** A comparison with its consensus, as a recipe reads it. */
export interface RecipeComparison {
  comparisonId: string;
  /** The record's own number in the log, below 2^53. */
  seq: number;
  task: string;
  excluded: boolean;
  /** The stored side that won; null while undecided. */
  pref: Verdict | null;
  /** Mean of the winning votes, 1 to 3; null when no vote stated one. */
  strength: number | null;
  /** Share of the votes that the winner took, 0 to 1. */
  voteShare: number | null;
  a: RecipeTrajectory;
  b: RecipeTrajectory;
}

/** A row of the file, or the reason why the record has none. Nothing is left out silently. */
export type RecipeResult = { row: Row } | LeftOutReason;
export type LeftOutReason = { leftOut: string };

/** A training format: which columns its files have, and what one record becomes. */
export interface Recipe {
  readonly name: RecipeName;
  /** Moves whenever the same record would give another row. Part of every recipe hash. */
  readonly version: number;
  /** What the rows depend on beside the records, for the manifest and the recipe hash. */
  readonly options: Readonly<Record<string, string>>;
  readonly columns: readonly Column[];
  /** @param split The split that the record's task belongs to. */
  row(comparison: RecipeComparison, split: string): RecipeResult;
}
