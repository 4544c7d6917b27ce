import { messageKey } from "#lib/trajectories/message-equality.ts";
import type { Step, StepRole } from "#lib/trajectories/schemas.ts";

/** One row of the compare screen: the 0-based index of the step on each side, where there is one. */
export interface DivergenceRow {
  left?: number;
  right?: number;
  same: boolean;
}

/** An assistant step with the tool results that answer it, or another step alone: what is lined up as one. */
interface Turn {
  role: StepRole;
  from: number;
  to: number;
  key: string;
}

/** Beyond this many pairs of turns the alignment is greedy: a table of more would take longer than a key press. */
const tableCells = 250_000;

/**
 * Lines up what stands after two trajectories' common prefix, turn by turn, so that user faces user and assistant
 * faces assistant, and turns that are the same on both sides face each other. A turn without a counterpart has a row
 * to itself. Every step from `shared` on stands in exactly one row, in order; tool results follow their assistant.
 */
export function alignTails(left: readonly Step[], right: readonly Step[], shared: number): DivergenceRow[] {
  const a = turns(left, shared);
  const b = turns(right, shared);
  const pairs = a.length * b.length <= tableCells ? bestPairs(a, b) : greedyPairs(a, b);
  return pairs.flatMap(([turnA, turnB]) => stepRows(left, turnA, right, turnB));
}

type Pair = [Turn | null, Turn | null];

function turns(steps: readonly Step[], from: number): Turn[] {
  const found: Turn[] = [];
  steps.slice(from).forEach((step, at) => {
    const open = found.at(-1);
    if (step.role === "tool" && (open?.role === "assistant" || open?.role === "tool")) {
      open.to++;
      open.key += messageKey(step);
    } else found.push({ role: step.role, from: from + at, to: from + at + 1, key: messageKey(step) });
  });
  return found;
}

/** What it is worth that two turns face each other; 0 when they may not. */
function worth(a: Turn | undefined, b: Turn | undefined): number {
  if (a?.role !== b?.role) return 0;
  return a?.key === b?.key ? 3 : 2;
}

/** The alignment of greatest worth (Needleman and Wunsch, 1970, with free gaps); of equal ones, the one that pairs first. */
function bestPairs(a: readonly Turn[], b: readonly Turn[]): Pair[] {
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const facing = worth(a[i], b[j]);
      const paired = facing === 0 ? 0 : facing + at(i + 1, j + 1);
      best[i * width + j] = Math.max(paired, at(i + 1, j), at(i, j + 1));
    }
  }
  return walk(a, b, (i, j) => {
    const facing = worth(a[i], b[j]);
    if (facing > 0 && at(i, j) === facing + at(i + 1, j + 1)) return "pair";
    return at(i, j) === at(i + 1, j) ? "left" : "right";
  });
}

/** Pairs turns of one role as they come; where roles differ, a user turn waits for nobody. */
function greedyPairs(a: readonly Turn[], b: readonly Turn[]): Pair[] {
  return walk(a, b, (i, j) => {
    if (a[i]?.role === b[j]?.role) return "pair";
    return b[j]?.role === "user" ? "right" : "left";
  });
}

function walk(
  a: readonly Turn[],
  b: readonly Turn[],
  choose: (i: number, j: number) => "pair" | "left" | "right",
): Pair[] {
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const choice = i === a.length ? "right" : j === b.length ? "left" : choose(i, j);
    pairs.push([choice === "right" ? null : (a[i++] ?? null), choice === "left" ? null : (b[j++] ?? null)]);
  }
  return pairs;
}

function stepRows(
  left: readonly Step[],
  a: Turn | null,
  right: readonly Step[],
  b: Turn | null,
): DivergenceRow[] {
  const length = Math.max(a ? a.to - a.from : 0, b ? b.to - b.from : 0);
  return Array.from({ length }, (_, offset) => {
    const row: DivergenceRow = { same: false };
    if (a && a.from + offset < a.to) row.left = a.from + offset;
    if (b && b.from + offset < b.to) row.right = b.from + offset;
    const stepA = row.left === undefined ? undefined : left[row.left];
    const stepB = row.right === undefined ? undefined : right[row.right];
    row.same = stepA !== undefined && stepB !== undefined && messageKey(stepA) === messageKey(stepB);
    return row;
  });
}
