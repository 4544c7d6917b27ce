import { z } from "zod";
import type { RunStep } from "#components/trajectory/turns.ts";

/** A training message, as the rows of a corpus hold it. Absent keys are left out of it. */
const messageSchema = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.string(),
  reasoning_content: z.string().optional(),
  tool_calls: z
    .array(
      z.object({
        id: z.string().optional(),
        function: z.object({ name: z.string(), arguments: z.unknown() }),
      }),
    )
    .optional(),
  tool_call_id: z.string().optional(),
  name: z.string().optional(),
});

/** The steps of a row's column; null when it does not hold messages. */
export function messagesOf(value: unknown): RunStep[] | null {
  const messages = z.array(messageSchema).safeParse(value);
  if (!messages.success) return null;
  return messages.data.map(message => ({
    role: message.role,
    content: message.content,
    reasoning: message.reasoning_content,
    toolCalls: message.tool_calls?.map(call => ({
      id: call.id,
      name: call.function.name,
      arguments: JSON.stringify(call.function.arguments ?? {}),
    })),
    toolCallId: message.tool_call_id,
    name: message.name,
  }));
}

export interface PairRow {
  prompt: RunStep[];
  chosen: RunStep[];
  rejected: RunStep[];
}

/** A preference row with its prompt told apart, also where the recipe keeps the prompt inside both sides. */
export function pairRowOf(row: Record<string, unknown>): PairRow | null {
  const chosen = messagesOf(row.chosen);
  const rejected = messagesOf(row.rejected);
  if (!chosen || !rejected) return null;
  const prompt = messagesOf(row.prompt);
  if (prompt) return { prompt, chosen, rejected };
  const parting = chosen.findIndex((step, place) => JSON.stringify(step) !== JSON.stringify(rejected[place]));
  const shared = parting < 0 ? chosen.length : parting;
  return { prompt: chosen.slice(0, shared), chosen: chosen.slice(shared), rejected: rejected.slice(shared) };
}
