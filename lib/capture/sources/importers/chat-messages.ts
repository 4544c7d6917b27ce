import { raterSchema } from "#lib/feedback/schemas.ts";
import { numberOf } from "#lib/formats/json.ts";
import type { TrajectoryRecord } from "#lib/log/schemas.ts";
import { type Decoder, Refusal } from "../decoder.ts";
import { stepsOfMessages } from "../openai-messages.ts";
import { recordHash } from "../record-hash.ts";
import { isObject, type JsonObject, kindOf, nameOf, objectOf, titleOf } from "../source-values.ts";
import { lastUserText, taskOfPrompt } from "./pair.ts";
import { toolsOf } from "./tool-definitions.ts";

/**
 * Trajectories as OpenAI chat messages, one a row: `{messages, tools?, task? (or task_id), title?, agent?, model?,
 * reward?, rater?}`. A row that names no task gets the hash of what stands before its first assistant message.
 * What a key holds and Espalier has no field for stays in metadata.
 */
export const chatMessages: Decoder = {
  format: "chat-messages",
  title: "Chat messages",
  detects: value => isObject(value) && Array.isArray(value.messages),
  records(value, warn) {
    const { messages, tools, reward, ...rest } = objectOf(value, "record");
    const id = `chat-messages/${recordHash(value)}`;
    const steps = stepsOfMessages(messages, "messages", warn);
    if (steps.length === 0) throw new Refusal("messages: holds no message");
    const answer = steps.findIndex(step => step.role === "assistant");
    const prompt = answer === -1 ? steps : steps.slice(0, answer);
    const definitions = toolsOf(tools);
    const title = taken(rest, "title", titleOf) ?? titleOf(lastUserText(prompt));
    const trajectory: TrajectoryRecord = {
      type: "trajectory",
      id,
      task:
        taken(rest, "task", nameOf) ??
        taken(rest, "task_id", nameOf) ??
        taskOfPrompt("chat-messages", prompt),
      ...(title !== undefined && { title }),
      agent: taken(rest, "agent", nameOf) ?? null,
      model: taken(rest, "model", nameOf) ?? null,
      source: "chat-messages",
      status: "ended",
      ...(definitions && { tools: definitions }),
      steps,
    };
    if (reward !== undefined && reward !== null) {
      const rater = taken(rest, "rater", raterOf) ?? "rule:chat-messages";
      trajectory.rewards = [{ id: `${id}/reward`, name: "reward", value: rewardOf(reward), rater }];
    }
    return [Object.keys(rest).length > 0 ? { ...trajectory, metadata: rest } : trajectory];
  },
};

/** Takes a key out of the row when its value was understood as a whole; otherwise it stays for metadata. */
function taken(
  rest: JsonObject,
  key: string,
  read: (value: unknown) => string | undefined,
): string | undefined {
  const found = read(rest[key]);
  if (found === rest[key]) delete rest[key];
  return found;
}

function raterOf(value: unknown): string | undefined {
  const rater = raterSchema.safeParse(value);
  return rater.success ? rater.data : undefined;
}

function rewardOf(reward: unknown): number {
  const value = numberOf(reward);
  if (!Number.isFinite(value)) throw new Refusal(`reward: must be a number, is ${kindOf(reward)}`);
  return value;
}
