import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import type { Step, ToolCall } from "#lib/trajectories/schemas.ts";

/**
 * Steps as the chat messages that trainers' templates render: `{role, content}`, for an assistant with calls also
 * `tool_calls: [{type, id, function: {name, arguments}}]`, for a tool's answer `{role, name, tool_call_id, content}`.
 * Templates differ in what they forgive, so nothing is left to them: `content` is always a string, `arguments` always
 * an object, an absent key is omitted and never null, and keys stand in this order. Numbers keep their source text.
 */

export const invalidToolArguments = "invalid tool arguments";

/** JSON texts, one for each step; or why there are none. */
export type TrainingMessages = { messages: string[] } | { leftOut: typeof invalidToolArguments };

export function trainingMessages(steps: readonly Step[]): TrainingMessages {
  const messages: string[] = [];
  for (const step of steps) {
    const message = trainingMessage(step);
    if (message === null) return { leftOut: invalidToolArguments };
    messages.push(message);
  }
  return { messages };
}

/** A step stands in every pair of its trajectory, and trajectories of one task share their first steps. */
const written = new WeakMap<Step, string | null>();

/** One step's JSON text; null when a call's arguments are not a JSON object. Written once for a step, which never changes. */
export function trainingMessage(step: Step): string | null {
  const known = written.get(step);
  if (known !== undefined) return known;
  const message = writeMessage(step);
  written.set(step, message);
  return message;
}

function writeMessage(step: Step): string | null {
  const { role, content } = step;
  if (role === "tool") {
    return JSON.stringify({ role, name: step.name, tool_call_id: step.toolCallId, content });
  }
  if (!step.toolCalls?.length) return JSON.stringify({ role, content });
  const calls: unknown[] = [];
  for (const call of step.toolCalls) {
    const argumentObject = parseArguments(call);
    if (argumentObject === null) return null;
    calls.push({ type: "function", id: call.id, function: { name: call.name, arguments: argumentObject } });
  }
  return JSON.stringify({ role, content, tool_calls: calls });
}

function parseArguments(call: ToolCall): object | null {
  try {
    const parsed = parseJson(call.arguments);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    // A number that kept its source text is an object to JavaScript only.
    return isObject && !JSON.isRawJSON(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null;
    throw error;
  }
}
