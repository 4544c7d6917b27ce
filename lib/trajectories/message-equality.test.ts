import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageKey, sameMessage } from "#lib/trajectories/message-equality.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

const call = (text: string, id = "c1"): Step => ({
  role: "assistant",
  content: "",
  toolCalls: [{ id, name: "find", arguments: text }],
});

describe("sameMessage", () => {
  test("ignores ids, timings, usage and reasoning", () => {
    const bare: Step = { role: "assistant", content: "Done." };
    expect(
      sameMessage(bare, { ...bare, startedAt: "2026-01-01T00:00:00Z", promptTokens: 4, reasoning: "hm" }),
    ).toBe(true);
    expect(sameMessage(call("{}", "c1"), call("{}", "c2"))).toBe(true);
  });

  test("reads no calls and an absent list of calls as the same", () => {
    expect(
      sameMessage({ role: "assistant", content: "a", toolCalls: [] }, { role: "assistant", content: "a" }),
    ).toBe(true);
  });

  test.each([
    ['{"a":1,"b":{"c":[2],"d":3}}', '{ "b": {"d": 3, "c": [2]}, "a": 1 }', true],
    ['{"a":1.0}', '{"a":1}', true],
    ['{"a":[1,2]}', '{"a":[2,1]}', false],
    ['{"a":9007199254740993}', '{"a":9007199254740992}', false],
    ['{"a":"1"}', '{"a":1}', false],
    ["{oops", "{oops", true],
    ["{oops", "{ oops", false],
    ["", "{}", false],
  ])("arguments %s and %s: %s", (a, b, same) => {
    expect(sameMessage(call(a), call(b))).toBe(same);
  });

  test("compares a tool's answer by role, content and name", () => {
    const answer: Step = { role: "tool", content: "7", name: "find", toolCallId: "c1" };
    expect(sameMessage(answer, { ...answer, toolCallId: "c2" })).toBe(true);
    expect(sameMessage(answer, { ...answer, name: "count" })).toBe(false);
    expect(sameMessage(answer, { ...answer, role: "user" })).toBe(false);
  });

  test("calls are equal in order only", () => {
    const both = (...names: string[]): Step => ({
      role: "assistant",
      content: "",
      toolCalls: names.map(name => ({ name, arguments: "{}" })),
    });
    expect(sameMessage(both("a", "b"), both("b", "a"))).toBe(false);
    expect(sameMessage(both("a"), both("a", "a"))).toBe(false);
  });

  test("two messages are the same exactly when their keys are", () => {
    const args = fc.constantFrom("{}", '{"a":1,"b":2}', '{"b":2.0,"a":1}', "{", " {}", '"x"');
    const step: fc.Arbitrary<Step> = fc.record(
      {
        role: fc.constantFrom("user", "assistant", "tool"),
        content: fc.constantFrom("", "a"),
        name: fc.constantFrom("find", "count"),
        toolCalls: fc.array(fc.record({ name: fc.constantFrom("f", "g"), arguments: args }), {
          maxLength: 2,
        }),
      },
      { requiredKeys: ["role", "content"] },
    );
    fc.assert(fc.property(step, step, (a, b) => sameMessage(a, b) === (messageKey(a) === messageKey(b))));
  });
});
