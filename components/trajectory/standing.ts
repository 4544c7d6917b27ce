import type { Verdict } from "#lib/feedback/schemas.ts";

export type Standing = "won" | "lost" | "tied" | "both bad" | "undecided";

/** A verdict seen from one of the two sides. */
export function standingOf(side: "a" | "b", verdict: Verdict | null): Standing {
  if (verdict === null) return "undecided";
  if (verdict === "tie") return "tied";
  if (verdict === "both_bad") return "both bad";
  return verdict === side ? "won" : "lost";
}

export interface PairCounts {
  wins: number;
  losses: number;
  ties: number;
  decided: number;
  comparisons: number;
}

/** A trajectory's comparisons in a few words, best news first: `won 2 of 3`. */
export function pairsText(counts: PairCounts): string {
  const { wins, losses, ties, decided, comparisons } = counts;
  if (comparisons === 0) return "";
  if (decided === 0) return `${comparisons} undecided`;
  if (wins > 0) return `won ${wins} of ${decided}`;
  if (losses > 0) return `lost ${losses} of ${decided}`;
  return ties > 0 ? `tied ${ties} of ${decided}` : `bad ${decided} of ${decided}`;
}

const strengthWords: Record<number, string> = { 1: "slightly", 2: "better", 3: "much better" };

/** `won, much better`; a mean strength between words is given as a number. */
export function standingText(side: "a" | "b", verdict: Verdict | null, strength: number | null): string {
  const standing = standingOf(side, verdict);
  if (strength === null || (standing !== "won" && standing !== "lost")) return standing;
  const word = strengthWords[strength];
  if (word === undefined) return `${standing}, strength ${strength.toFixed(1)}`;
  return standing === "won"
    ? `won, ${word}`
    : `lost, ${word === "slightly" ? word : word.replace("better", "worse")}`;
}
