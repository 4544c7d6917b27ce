import type { ShownVerdict } from "#lib/labeling/schemas.ts";

export interface VerdictChoice {
  verdict: ShownVerdict;
  label: string;
  /** The digit that chooses it. */
  digit: string;
  side: "a" | "b" | null;
}

/** In the order of the keys; left is A, right is B. */
export const verdictChoices: readonly VerdictChoice[] = [
  { verdict: "left_much_better", label: "A much better", digit: "1", side: "a" },
  { verdict: "left_better", label: "A better", digit: "2", side: "a" },
  { verdict: "left_slightly_better", label: "A slightly", digit: "3", side: "a" },
  { verdict: "tie", label: "Tie", digit: "4", side: null },
  { verdict: "right_slightly_better", label: "B slightly", digit: "5", side: "b" },
  { verdict: "right_better", label: "B better", digit: "6", side: "b" },
  { verdict: "right_much_better", label: "B much better", digit: "7", side: "b" },
  { verdict: "both_bad", label: "Both bad", digit: "0", side: null },
];

/** The words of an act that was undone: a verdict's label, or what the server calls it. */
export function actWords(act: string): string {
  return verdictChoices.find(choice => choice.verdict === act)?.label ?? act.replaceAll("_", " ");
}
