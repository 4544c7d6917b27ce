import { canonicalJson } from "#lib/formats/canonical-json.ts";
import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import type { Step, ToolCall } from "#lib/trajectories/schemas.ts";

/**
 * Two messages are equal when a model would read them as the same turn: role, content and tool calls, by value. Ids,
 * timings, usage and reasoning do not count; of a tool's answer, its name does. Arguments are compared parsed, and as
 * text where they are not JSON.
 */
export function sameMessage(a: Step, b: Step): boolean {
  if (a.role !== b.role || a.content !== b.content) return false;
  if (a.role === "tool") return a.name === b.name;
  const aCalls = a.toolCalls ?? [];
  const bCalls = b.toolCalls ?? [];
  return aCalls.length === bCalls.length && aCalls.every((call, at) => sameCall(call, bCalls[at]));
}

/** A text that two messages share exactly when they are the same message: for comparing many with many. */
export function messageKey(step: Step): string {
  const tail = step.role === "tool" ? (step.name ?? null) : (step.toolCalls ?? []).map(callKey);
  return JSON.stringify([step.role, step.content, tail]);
}

function sameCall(a: ToolCall, b: ToolCall | undefined): boolean {
  if (a.name !== b?.name) return false;
  return a.arguments === b.arguments || argumentsKey(a.arguments) === argumentsKey(b.arguments);
}

function callKey(call: ToolCall): [string, string] {
  return [call.name, argumentsKey(call.arguments)];
}

function argumentsKey(text: string): string {
  try {
    return `json ${canonicalJson(parseJson(text))}`;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return `text ${text}`;
    throw error;
  }
}
