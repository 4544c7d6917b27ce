import { describe, expect, test } from "vitest";
import { type RunStep, turnsOf } from "./turns.ts";

const call = (name: string, id?: string) => ({ id, name, arguments: "{}" });
const assistant = (...toolCalls: ReturnType<typeof call>[]): RunStep => ({
  role: "assistant",
  content: "",
  toolCalls,
});
const tool = (content: string, toolCallId?: string, name?: string): RunStep => ({
  role: "tool",
  content,
  toolCallId,
  name,
});

describe("turns of a run", () => {
  test("parallel calls get their own results whatever the order", () => {
    const [turn] = turnsOf([assistant(call("a", "1"), call("b", "2")), tool("of b", "2"), tool("of a", "1")]);
    expect(turn?.calls.map(answered => answered.result?.step.content)).toEqual(["of a", "of b"]);
  });

  test("without ids the name decides, then the order", () => {
    const turns = turnsOf([
      assistant(call("a"), call("b")),
      tool("of b", undefined, "b"),
      tool("first left"),
    ]);
    expect(turns).toHaveLength(1);
    expect(turns[0]?.calls.map(answered => answered.result?.step.content)).toEqual(["first left", "of b"]);
  });

  test("a result that answers nothing stands by itself", () => {
    const turns = turnsOf([assistant(call("a", "1")), tool("stray", "9"), { role: "user", content: "hi" }]);
    expect(turns.map(turn => turn.step.role)).toEqual(["assistant", "tool", "user"]);
    expect(turns[0]?.calls[0]?.result).toBeNull();
  });

  test("a call of an earlier turn is not answered after the assistant spoke again", () => {
    const turns = turnsOf([assistant(call("a")), assistant(call("a")), tool("late")]);
    expect(turns[0]?.calls[0]?.result).toBeNull();
    expect(turns[1]?.calls[0]?.result?.place).toBe(2);
  });
});
