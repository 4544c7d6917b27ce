import { describe, expect, test } from "vitest";
import type { Step } from "#lib/trajectories/schemas.ts";
import { trainingMessage, trainingMessages } from "#lib/trajectories/training-message.ts";

function call(text: string): Step {
  return { role: "assistant", content: "", toolCalls: [{ id: "c1", name: "find", arguments: text }] };
}

describe("trainingMessage", () => {
  test("has role and content, and no key for what is absent", () => {
    const step: Step = { role: "assistant", content: "Hi.", reasoning: "hm", toolCalls: [], model: "m" };
    expect(trainingMessage(step)).toBe('{"role":"assistant","content":"Hi."}');
  });

  test("writes a call with its arguments as an object, content a string beside it", () => {
    expect(trainingMessage(call('{ "b": 1, "a": [null] }'))).toBe(
      '{"role":"assistant","content":"","tool_calls":[{"type":"function","id":"c1","function":{"name":"find","arguments":{"b":1,"a":[null]}}}]}',
    );
  });

  test("omits the id that a call does not have", () => {
    const step: Step = { role: "assistant", content: "", toolCalls: [{ name: "find", arguments: "{}" }] };
    expect(trainingMessage(step)).toContain(
      '[{"type":"function","function":{"name":"find","arguments":{}}}]',
    );
  });

  test("writes a tool's answer with its name and the call it answers", () => {
    const step: Step = { role: "tool", content: "7", toolCallId: "c1", name: "find" };
    expect(trainingMessage(step)).toBe('{"role":"tool","name":"find","tool_call_id":"c1","content":"7"}');
    expect(trainingMessage({ role: "tool", content: "7" })).toBe('{"role":"tool","content":"7"}');
  });

  test("keeps numbers as they were written", () => {
    expect(trainingMessage(call('{"a":1.0,"b":12345678901234567890,"c":1e400,"d":-0}'))).toContain(
      '"arguments":{"a":1.0,"b":12345678901234567890,"c":1e400,"d":-0}',
    );
  });

  test.each(["", "{oops", "[1]", '"text"', "7", "1.0", "null", "true"])(
    "arguments %s are no object",
    text => {
      expect(trainingMessage(call(text))).toBeNull();
      expect(trainingMessages([{ role: "user", content: "Go." }, call(text)])).toEqual({
        leftOut: "invalid tool arguments",
      });
    },
  );
});
