import { differingArguments } from "#components/trajectory/arguments.ts";
import type { TurnMarks } from "#components/trajectory/turn-view.tsx";
import type { Turn } from "#components/trajectory/turns.ts";
import { differingWords, wordsOf } from "#components/ui/word-diff.ts";
import type { BlindStep } from "#lib/labeling/schemas.ts";
import { markWords } from "./mark-words.ts";
import type { TurnPair } from "./turn-pairs.ts";

/** What to mark on each side of a pair of turns: words, and arguments of calls to the same tool. */
export function pairMarks(pair: TurnPair): { left?: TurnMarks; right?: TurnMarks } {
  const [left, right] = [pair.left[0], pair.right[0]];
  if (pair.same || !left || !right) return {};
  const words = { left: wordsOf(left.step.content), right: wordsOf(right.step.content) };
  const differing = differingWords(words.left, words.right);
  const marked = (at: "left" | "right", flags: boolean[] | undefined) =>
    flags ? [markWords(words[at], flags)] : undefined;
  return {
    left: { differs: true, plugins: marked("left", differing?.a), arguments: argumentMarks(left, right) },
    right: { differs: true, plugins: marked("right", differing?.b), arguments: argumentMarks(right, left) },
  };
}

function argumentMarks(turn: Turn<BlindStep>, other: Turn<BlindStep>): TurnMarks["arguments"] {
  return turn.calls.map(({ call }, place) => {
    const facing = other.calls[place]?.call;
    return facing?.name === call.name ? differingArguments(call.arguments, facing.arguments) : undefined;
  });
}
