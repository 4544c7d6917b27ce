import { expect, test } from "vitest";
import type { Step } from "#lib/trajectories/schemas.ts";
import { sharedPrefix } from "#lib/trajectories/shared-prefix.ts";

const says = (content: string): Step => ({ role: "assistant", content });

test.each([
  ["ab", "ac", 1],
  ["ab", "ab", 2],
  ["ab", "abc", 2],
  ["ba", "ca", 0],
  ["", "a", 0],
])("%s and %s share %d messages", (a, b, shared) => {
  expect(sharedPrefix([...a].map(says), [...b].map(says))).toBe(shared);
  expect(sharedPrefix([...b].map(says), [...a].map(says))).toBe(shared);
});
