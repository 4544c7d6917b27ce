import type { Step, StepRole, ToolCall } from "#lib/trajectories/schemas.ts";
import { Refusal, type Warn } from "./decoder.ts";
import { arrayOf, isObject, type JsonObject, kindOf, objectOf, parseInner, textOf } from "./source-values.ts";

/**
 * OpenAI chat-completions messages to steps. Message: `{role, content: string | null | parts, tool_calls?:
 * [{id, type: "function", function: {name, arguments}}], tool_call_id?, name?, reasoning_content?}`; the older
 * `function_call: {name, arguments}` and the roles `developer` and `function` are understood. A key that is not
 * understood is kept in the step's metadata.
 */

const roles: ReadonlyMap<unknown, StepRole> = new Map<string, StepRole>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
  ["tool", "tool"],
  ["function", "tool"],
]);

/** @throws {Refusal} naming the message, for example `traj[3].role: ...`. */
export function stepsOfMessages(messages: unknown, path: string, warn: Warn): Step[] {
  return arrayOf(messages, path).map((message, at) => stepOfMessage(message, `${path}[${at}]`, warn));
}

function stepOfMessage(source: unknown, path: string, warn: Warn): Step {
  // Parquet that carries messages as `list<json>` gives each message as its JSON text.
  const message = objectOf(typeof source === "string" ? parseInner(source, path) : source, path);
  const { role, content, tool_calls, function_call, ...others } = message;
  const stepRole = roles.get(role);
  if (!stepRole)
    throw new Refusal(
      `${path}.role: ${JSON.stringify(role) ?? "missing"} is not one of ${[...roles.keys()].join(", ")}`,
    );
  const text = contentOf(content, `${path}.content`, warn);
  const calls = callsOf(tool_calls, function_call, path);
  const { fields, rest } = textFields(others);
  const metadata = {
    ...rest,
    ...(role !== stepRole && { role }),
    ...(text.parts && { content: text.parts }),
    ...(calls.some(call => call.rest) && { tool_calls: calls.map(call => call.rest ?? {}) }),
  };
  return {
    role: stepRole,
    content: text.content,
    ...fields,
    ...(calls.length > 0 && { toolCalls: calls.map(call => call.toolCall) }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

type TextField = "toolCallId" | "name" | "reasoning" | "model" | "finishReason";

const textFieldOfKey: ReadonlyMap<string, TextField> = new Map<string, TextField>([
  ["tool_call_id", "toolCallId"],
  ["name", "name"],
  ["reasoning_content", "reasoning"],
  ["reasoning", "reasoning"],
  ["model", "model"],
  ["finish_reason", "finishReason"],
]);

/** Takes the known text keys out; one that holds something else than text stays with the unknown ones. */
function textFields(others: JsonObject): { fields: Partial<Record<TextField, string>>; rest: JsonObject } {
  const fields: Partial<Record<TextField, string>> = {};
  const rest: JsonObject = {};
  for (const [key, value] of Object.entries(others)) {
    const field = textFieldOfKey.get(key);
    if (field && value === null) continue;
    if (field && typeof value === "string" && fields[field] === undefined) fields[field] = value;
    else rest[key] = value;
  }
  return { fields, rest };
}

/** `parts` is the content as it came, where joining its texts would lose something. */
function contentOf(content: unknown, path: string, warn: Warn): { content: string; parts?: unknown[] } {
  if (content === null || content === undefined) return { content: "" };
  if (!Array.isArray(content)) return { content: textOf(content, path, warn) };
  const texts = content
    .map(part => (isObject(part) ? part.text : part))
    .filter(text => typeof text === "string");
  if (texts.length < content.length)
    warn(`${path}: holds parts that are not text; they are kept in the step's metadata`);
  return { content: texts.join(""), ...(!content.every(isPlainText) && { parts: content }) };
}

function isPlainText(part: unknown): boolean {
  if (typeof part === "string") return true;
  return (
    isObject(part) && part.type === "text" && typeof part.text === "string" && Object.keys(part).length === 2
  );
}

/** A tool call, and what of it Espalier has no field for. */
interface SourceCall {
  toolCall: ToolCall;
  rest?: JsonObject;
}

function callsOf(toolCalls: unknown, functionCall: unknown, path: string): SourceCall[] {
  const listed =
    toolCalls === null || toolCalls === undefined ? [] : arrayOf(toolCalls, `${path}.tool_calls`);
  const calls = listed.map((call, at) => callOf(call, `${path}.tool_calls[${at}]`));
  if (functionCall === null || functionCall === undefined) return calls;
  return [...calls, callOf(functionCall, `${path}.function_call`)];
}

function callOf(source: unknown, path: string): SourceCall {
  const { id, type, function: inner, ...outer } = objectOf(source, path);
  const { name, arguments: written, ...rest } = isObject(inner) ? { ...outer, ...inner } : outer;
  if (typeof name !== "string" || name === "")
    throw new Refusal(`${path}: names no tool (name is ${kindOf(name)})`);
  const extra = { ...rest, ...(type !== undefined && type !== null && type !== "function" && { type }) };
  return {
    toolCall: {
      ...(id !== undefined && id !== null && { id: typeof id === "string" ? id : JSON.stringify(id) }),
      name,
      arguments: argumentsText(written),
    },
    ...(Object.keys(extra).length > 0 && { rest: extra }),
  };
}

/** The exact text that the model wrote; arguments that came as JSON become its text. */
function argumentsText(written: unknown): string {
  if (typeof written === "string") return written;
  return written === null || written === undefined ? "" : JSON.stringify(written);
}
