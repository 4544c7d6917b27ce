import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignTails } from "#lib/trajectories/divergence.ts";
import { sameMessage } from "#lib/trajectories/message-equality.ts";
import type { Step, StepRole } from "#lib/trajectories/schemas.ts";
import { sharedPrefix } from "#lib/trajectories/shared-prefix.ts";

const roles: Record<string, StepRole> = { s: "system", u: "user", a: "assistant", t: "tool" };

/** `u1 a2 t3`: a step a word, its role by the first letter. */
function steps(text: string): Step[] {
  return text
    .split(" ")
    .filter(Boolean)
    .map(word => ({ role: roles[word.charAt(0)] ?? "user", content: word }));
}

/** A row a line, as the screen shows it: `a1|a2`, `=` between the same, `-` for no counterpart. */
function aligned(left: string, right: string, shared = 0): string[] {
  const [a, b] = [steps(left), steps(right)];
  return alignTails(a, b, shared).map(row => {
    const name = (side: Step[], at: number | undefined) => (at === undefined ? "-" : side[at]?.content);
    return `${name(a, row.left)}${row.same ? "=" : "|"}${name(b, row.right)}`;
  });
}

describe("alignTails", () => {
  test("lines up assistant with assistant and leaves a user turn without counterpart alone", () => {
    expect(aligned("a1 u1 a2 t2 a3", "a4 t4 a5 t5")).toEqual([
      "a1|a4",
      "-|t4",
      "u1|-",
      "a2|a5",
      "t2|t5",
      "a3|-",
    ]);
  });

  test("starts after the common prefix", () => {
    expect(aligned("s u a1 u1", "s u a2", 2)).toEqual(["a1|a2", "u1|-"]);
  });

  test("finds the same turn again after one side went another way", () => {
    expect(aligned("a1 u1 a2 a9", "a9")).toEqual(["a1|-", "u1|-", "a2|-", "a9=a9"]);
  });

  test("a tool's answer at the very parting is lined up with the other's", () => {
    expect(aligned("t1 a1", "t2 t3 a2")).toEqual(["t1|t2", "-|t3", "a1|a2"]);
  });

  test("one side may have ended", () => {
    expect(aligned("", "u1 a1")).toEqual(["-|u1", "-|a1"]);
    expect(aligned("", "")).toEqual([]);
  });

  test("runs too long for the table are still lined up by role", () => {
    const left = alignTails(long("left", 1200), long("right", 1199), 0);
    expect(left).toHaveLength(1200);
    expect(left.at(-1)).toEqual({ left: 1199, same: false });
  });

  test("every step stands in one row, in order, and faces its own role", () => {
    const step = fc.record({
      role: fc.constantFrom<StepRole>("system", "user", "assistant", "tool"),
      content: fc.constantFrom("x", "y"),
    });
    const tail = fc.array(step, { maxLength: 12 });
    fc.assert(
      fc.property(tail, tail, (a, b) => {
        const shared = sharedPrefix(a, b);
        const rows = alignTails(a, b, shared);
        const indexes = (length: number) => Array.from({ length: length - shared }, (_, at) => shared + at);
        expect(rows.flatMap(row => row.left ?? [])).toEqual(indexes(a.length));
        expect(rows.flatMap(row => row.right ?? [])).toEqual(indexes(b.length));
        for (const { left, right, same } of rows) {
          const [stepA, stepB] = [a[left ?? -1], b[right ?? -1]];
          if (stepA && stepB) expect(stepA.role).toBe(stepB.role);
          expect(same).toBe(stepA !== undefined && stepB !== undefined && sameMessage(stepA, stepB));
        }
      }),
    );
  });
});

function long(name: string, length: number): Step[] {
  return Array.from({ length }, (_, at) => ({
    role: at % 2 ? "user" : "assistant",
    content: `${name} ${at}`,
  }));
}
