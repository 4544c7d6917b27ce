import { type Turn, turnsOf } from "#components/trajectory/turns.ts";
import type { BlindStep, CompareItem } from "#lib/labeling/schemas.ts";
import { alignTails } from "#lib/trajectories/divergence.ts";

/** What stands side by side: a turn with its tool results on each side, or nothing where a side has no counterpart. */
export interface TurnPair {
  left: Turn<BlindStep>[];
  right: Turn<BlindStep>[];
  same: boolean;
  /** The role of the turn, from whichever side has one. */
  role: string;
  /** True on the first pair after a side's last step. */
  leftEnds: boolean;
  rightEnds: boolean;
}

/** The two runs of an item from where they part, aligned turn by turn. */
export function turnPairs(item: CompareItem): TurnPair[] {
  const rows = alignTails(item.left, item.right, item.sharedSteps);
  const groups: { left: BlindStep[]; right: BlindStep[]; same: boolean }[] = [];
  for (const row of rows) {
    const left = row.left === undefined ? undefined : item.left[row.left];
    const right = row.right === undefined ? undefined : item.right[row.right];
    const isAnswer = (left?.role ?? "tool") === "tool" && (right?.role ?? "tool") === "tool";
    const open = groups.at(-1);
    const group = open && isAnswer ? open : { left: [], right: [], same: true };
    if (group !== open) groups.push(group);
    if (left) group.left.push(left);
    if (right) group.right.push(right);
    group.same &&= row.same;
  }
  const lastLeft = groups.findLastIndex(group => group.left.length > 0);
  const lastRight = groups.findLastIndex(group => group.right.length > 0);
  return groups.map((group, place) => ({
    left: turnsOf(group.left),
    right: turnsOf(group.right),
    same: group.same,
    role: (group.left[0] ?? group.right[0])?.role ?? "assistant",
    leftEnds: place === lastLeft + 1,
    rightEnds: place === lastRight + 1,
  }));
}
