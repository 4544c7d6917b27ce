import type { LeftOutReason, RecipeComparison, RecipeTrajectory } from "#lib/corpora/recipes/recipe.ts";
import { canonicalJson } from "#lib/formats/canonical-json.ts";
import { parseJson } from "#lib/formats/json.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

/** What the pair recipes (`dpo`, `reward`) have in common: which side won, what counts as empty, which tools. */

export interface PairSides {
  chosen: RecipeTrajectory;
  rejected: RecipeTrajectory;
}

/** The winner and the loser, each without the user turn that only ends its session. */
export function pairSides(comparison: RecipeComparison): PairSides | LeftOutReason {
  const { a, b, pref } = comparison;
  if (comparison.excluded || a.excluded || b.excluded) return { leftOut: "excluded" };
  if (pref === null) return { leftOut: "undecided" };
  if (pref === "tie") return { leftOut: "tie" };
  if (pref === "both_bad") return { leftOut: "both bad" };
  const [chosen, rejected] = pref === "a" ? [a, b] : [b, a];
  return { chosen: withoutFarewell(chosen), rejected: withoutFarewell(rejected) };
}

/** Nobody answers a user turn at the very end, so there is nothing to learn from it. A lone question stays. */
function withoutFarewell(trajectory: RecipeTrajectory): RecipeTrajectory {
  const last = trajectory.steps.findLastIndex(step => step.role === "assistant" || step.role === "tool");
  const onlyUser = trajectory.steps.slice(last + 1).every(step => step.role === "user");
  return last === -1 || !onlyUser
    ? trajectory
    : { ...trajectory, steps: trajectory.steps.slice(0, last + 1) };
}

/** An assistant step that says or does something. */
export function speaks(step: Step): boolean {
  return step.role === "assistant" && (step.content.trim() !== "" || (step.toolCalls?.length ?? 0) > 0);
}

/** The tool definitions of both sides as the row's one `tools` cell; no tools are null, since `"[]"` misleads templates. */
export function sharedTools({ chosen, rejected }: PairSides): { tools: string | null } | null {
  const tools = someTools(chosen.tools);
  const others = someTools(rejected.tools);
  return tools === others || toolsKey(tools) === toolsKey(others) ? { tools } : null;
}

function someTools(tools: string | null): string | null {
  return tools === null || /^\s*(\[\s*\]|null)\s*$/.test(tools) ? null : tools;
}

function toolsKey(tools: string | null): string | null {
  return tools === null ? null : canonicalJson(parseJson(tools));
}
