import { type PairSides, pairSides, sharedTools, speaks } from "#lib/corpora/recipes/pair-sides.ts";
import { comparisonProvenance, comparisonProvenanceCells } from "#lib/corpora/recipes/provenance-columns.ts";
import type { LeftOutReason, Recipe, RecipeComparison, RecipeResult } from "#lib/corpora/recipes/recipe.ts";
import type { Step } from "#lib/trajectories/schemas.ts";
import { sharedPrefix } from "#lib/trajectories/shared-prefix.ts";
import { trainingMessages } from "#lib/trajectories/training-message.ts";

/**
 * `dpo`: two trajectories of one task as `prompt` (what they have in common), `chosen` and `rejected`. They are a pair
 * only where an assistant decided differently on equal grounds: equal system prompt, tools and history.
 *
 * `completion` says what a completion is: `turn`, the assistant message where they part; or `tail`, everything after,
 * where trainers also train the tool and user tokens.
 */
export interface DpoOptions {
  completion: "turn" | "tail";
}

export function dpoRecipe(options: DpoOptions = { completion: "turn" }): Recipe {
  return {
    name: "dpo",
    version: 1,
    options: { completion: options.completion },
    columns: [
      { name: "prompt", type: "json_list", nullable: false },
      { name: "chosen", type: "json_list", nullable: false },
      { name: "rejected", type: "json_list", nullable: false },
      { name: "tools", type: "text", nullable: true },
      ...comparisonProvenance,
    ],
    row: (comparison, split) => dpoRow(comparison, split, options),
  };
}

function dpoRow(comparison: RecipeComparison, split: string, { completion }: DpoOptions): RecipeResult {
  const sides = pairSides(comparison);
  if ("leftOut" in sides) return sides;
  const { chosen, rejected } = sides;
  const parting = sharedPrefix(chosen.steps, rejected.steps);
  const unfit = emptyOrEqual(sides, parting, completion) ?? unfitParting(sides, parting);
  if (unfit) return unfit;
  const shared = sharedTools(sides);
  if (!shared) return { leftOut: differentGrounds };

  const end = completion === "turn" ? parting + 1 : undefined;
  const prompt = trainingMessages(chosen.steps.slice(0, parting));
  const won = trainingMessages(chosen.steps.slice(parting, end));
  const lost = trainingMessages(rejected.steps.slice(parting, end));
  if ("leftOut" in prompt) return prompt;
  if ("leftOut" in won) return won;
  if ("leftOut" in lost) return lost;
  return {
    row: {
      prompt: prompt.messages,
      chosen: won.messages,
      rejected: lost.messages,
      tools: shared.tools,
      ...comparisonProvenanceCells(comparison, [chosen, rejected], split),
    },
  };
}

const differentGrounds = "different system prompt or tools";

/**
 * Emptiness is judged before equality and before the place of the split, so it needs a meaning for each of them:
 * a completion is empty when its side says and does nothing at the parting, where the other side has an assistant turn
 * or nothing either. Of equal trajectories the parting is taken to be their last assistant turn.
 */
function emptyOrEqual(
  { chosen, rejected }: PairSides,
  parting: number,
  completion: DpoOptions["completion"],
): LeftOutReason | null {
  const equal = parting === chosen.steps.length && parting === rejected.steps.length;
  const lastTurn = chosen.steps.findLastIndex(step => step.role === "assistant");
  const from = equal && lastTurn !== -1 ? lastTurn : parting;
  if (isEmpty(chosen.steps, rejected.steps, from, completion)) return { leftOut: "empty chosen" };
  if (isEmpty(rejected.steps, chosen.steps, from, completion)) return { leftOut: "empty rejected" };
  return equal ? { leftOut: "equal" } : null;
}

function isEmpty(
  steps: readonly Step[],
  others: readonly Step[],
  from: number,
  completion: DpoOptions["completion"],
): boolean {
  const step = steps[from];
  if (step === undefined) return (others[from]?.role ?? "assistant") === "assistant";
  if (step.role !== "assistant") return false;
  return !(completion === "turn" ? speaks(step) : steps.slice(from).some(speaks));
}

/** Why two trajectories that part here are no pair; null when they are. */
function unfitParting({ chosen, rejected }: PairSides, parting: number): LeftOutReason | null {
  const roles = [chosen.steps[parting]?.role, rejected.steps[parting]?.role];
  if (roles.includes("system")) return { leftOut: differentGrounds };
  if (roles.includes("user")) return { leftOut: "split at a user turn" };
  if (!sharedTools({ chosen, rejected })) return { leftOut: differentGrounds };
  if (roles.includes("tool")) return { leftOut: "split at a tool turn" };
  const asked = chosen.steps[parting - 1]?.role;
  if (asked !== "user" && asked !== "tool")
    return { leftOut: "prompt does not end in a user or tool message" };
  return null;
}
