import { expect, test } from "vitest";
import type { BlindStep, CompareItem } from "#lib/labeling/schemas.ts";
import { turnPairs } from "./turn-pairs.ts";

const say = (role: BlindStep["role"], content: string): BlindStep => ({ role, content });
const call = (name: string): BlindStep => ({
  role: "assistant",
  content: "",
  toolCalls: [{ id: "1", name, arguments: "{}" }],
});

const base: CompareItem = {
  lease: "l",
  expiresAt: "2026-01-01T00:00:00Z",
  prompt: "p",
  title: null,
  sharedSteps: 1,
  left: [],
  right: [],
};

test("a tool's answer stands in the card of its call, and the shorter side ends once", () => {
  const pairs = turnPairs({
    ...base,
    left: [
      say("user", "hi"),
      call("cancel"),
      { ...say("tool", "ok"), toolCallId: "1" },
      say("assistant", "done"),
    ],
    right: [say("user", "hi"), say("assistant", "no")],
  });
  expect(pairs[0]?.left[0]?.calls[0]?.result?.step.content).toBe("ok");
  expect(pairs).toHaveLength(2);
  expect(pairs.map(pair => pair.rightEnds || pair.leftEnds)).toContain(true);
  expect(pairs.flatMap(pair => pair.right).map(turn => turn.step.content)).toEqual(["no"]);
});

test("equal turns are not called different", () => {
  const same = [say("user", "hi"), say("assistant", "no"), say("user", "why")];
  const pairs = turnPairs({ ...base, left: same, right: [...same, say("assistant", "because")] });
  expect(pairs.map(pair => pair.same)).toEqual([true, true, false]);
  expect(pairs[2]?.leftEnds).toBe(true);
});
