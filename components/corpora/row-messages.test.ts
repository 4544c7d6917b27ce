import { describe, expect, test } from "vitest";
import { messagesOf, pairRowOf } from "./row-messages.ts";

const user = { role: "user", content: "hi" };
const say = (content: string) => ({ role: "assistant", content });

describe("rows of a corpus", () => {
  test("tool calls are read with their arguments as text", () => {
    const call = { type: "function", id: "1", function: { name: "cancel", arguments: { id: "NO6JO3" } } };
    const steps = messagesOf([{ role: "assistant", content: "", tool_calls: [call] }]);
    expect(steps?.[0]?.toolCalls).toEqual([{ id: "1", name: "cancel", arguments: '{"id":"NO6JO3"}' }]);
  });

  test("an implicit prompt is what both sides begin with", () => {
    const row = pairRowOf({ chosen: [user, say("yes")], rejected: [user, say("no")] });
    expect(row?.prompt).toHaveLength(1);
    expect(row?.chosen[0]?.content).toBe("yes");
  });

  test("an explicit prompt is kept apart", () => {
    expect(
      pairRowOf({ prompt: [user], chosen: [say("yes")], rejected: [say("no")] })?.prompt[0]?.content,
    ).toBe("hi");
  });

  test("what holds no messages is no pair", () => {
    expect(pairRowOf({ chosen: "yes", rejected: "no" })).toBeNull();
  });
});
