import { raterSchema } from "#lib/feedback/schemas.ts";
import { canonicalJson } from "#lib/formats/canonical-json.ts";
import type { Step } from "#lib/trajectories/schemas.ts";
import { type Decoder, Refusal, type Warn } from "../decoder.ts";
import { stepsOfMessages } from "../openai-messages.ts";
import { recordHash } from "../record-hash.ts";
import { isObject, kindOf, nameOf, objectOf } from "../source-values.ts";
import { comparable, lastUserText, pairRecords, taskOfPrompt } from "./pair.ts";
import { toolsOf } from "./tool-definitions.ts";
import { stepsOfTranscript } from "./transcript.ts";

/**
 * TRL's preference rows (docs/source/dataset_formats.md): explicit `{prompt, chosen, rejected}` or implicit
 * `{chosen, rejected}` with the prompt as their common beginning; each either text or a list of chat messages.
 * `tools` is a list of definitions or its JSON text. The chosen side becomes side a. A row's own `task` (or the
 * `esp_task` of our snapshots) names the task, else the hash of the prompt does.
 */
export const trlPreference: Decoder = {
  format: "trl-preference",
  title: "TRL preference rows",
  detects: value => isObject(value) && isSide(value.chosen) && isSide(value.rejected),
  records(value, warn) {
    const { prompt, chosen, rejected, tools, rater, ...rest } = objectOf(value, "record");
    const hash = recordHash(value);
    const sides = isAbsent(prompt)
      ? implicitSides(chosen, rejected, warn)
      : explicitSides(prompt, chosen, rejected, warn);
    const named = raterSchema.safeParse(rater);
    const isUnread = !named.success && rater !== undefined && rater !== null;
    if (isUnread) warn("rater: is not kind:name; kept in metadata");
    return pairRecords({
      format: "trl-preference",
      hash,
      task: nameOf(rest.task) ?? nameOf(rest.esp_task) ?? taskOfPrompt("trl-preference", sides.prompt),
      title: lastUserText(sides.prompt),
      tools: toolsOf(tools),
      a: { steps: sides.chosen },
      b: { steps: sides.rejected },
      preferences: [
        {
          id: `trl-preference/${hash}/preference`,
          rater: named.success ? named.data : "rule:trl-preference",
          verdict: "a",
        },
      ],
      metadata: isUnread ? { ...rest, rater } : rest,
    });
  },
};

function isSide(value: unknown): boolean {
  return typeof value === "string" || Array.isArray(value);
}

/** An empty prompt says as little as none. */
function isAbsent(prompt: unknown): boolean {
  return (
    prompt === undefined || prompt === null || prompt === "" || (Array.isArray(prompt) && prompt.length === 0)
  );
}

/** Both sides are whole trajectories, from the prompt on. */
interface Sides {
  prompt: Step[];
  chosen: Step[];
  rejected: Step[];
}

function explicitSides(prompt: unknown, chosen: unknown, rejected: unknown, warn: Warn): Sides {
  const start = turnsOf(prompt, "prompt", "user", warn);
  const whole = (side: unknown, path: string): Step[] => {
    const steps = turnsOf(side, path, "assistant", warn);
    // Some sets name the prompt and repeat it at the head of each side.
    return repeatsPrompt(steps, start) ? steps : [...start, ...steps];
  };
  return { prompt: start, chosen: whole(chosen, "chosen"), rejected: whole(rejected, "rejected") };
}

function repeatsPrompt(steps: readonly Step[], prompt: readonly Step[]): boolean {
  const skipped = steps[0]?.role === "system" && prompt[0]?.role !== "system" ? 1 : 0;
  return prompt.length > 0 && prompt.every((step, at) => isSame(step, steps[at + skipped]));
}

function implicitSides(chosen: unknown, rejected: unknown, warn: Warn): Sides {
  if (typeof chosen === "string" && typeof rejected === "string") return textSides(chosen, rejected);
  return withSharedPrompt(
    stepsOfMessages(chosen, "chosen", warn),
    stepsOfMessages(rejected, "rejected", warn),
  );
}

function textSides(chosen: string, rejected: string): Sides {
  const turns = { chosen: stepsOfTranscript(chosen), rejected: stepsOfTranscript(rejected) };
  if (turns.chosen && turns.rejected) return withSharedPrompt(turns.chosen, turns.rejected);
  let shared = 0;
  while (shared < chosen.length && chosen[shared] === rejected[shared]) shared++;
  // As TRL cuts it: the space before the first differing word belongs to the completion.
  if (chosen[shared - 1] === " ") shared--;
  if (/[\ud800-\udbff]/.test(chosen[shared - 1] ?? "")) shared--;
  if (chosen.slice(0, shared).trim() === "") throw noPrompt();
  const prompt: Step = { role: "user", content: chosen.slice(0, shared) };
  const side = (text: string): Step[] => [prompt, { role: "assistant", content: text.slice(shared) }];
  return { prompt: [prompt], chosen: side(chosen), rejected: side(rejected) };
}

function withSharedPrompt(chosen: Step[], rejected: Step[]): Sides {
  const parting = chosen.findIndex((step, at) => !isSame(step, rejected[at]));
  // Equal sides part nowhere; the last turn is then what was compared.
  const prompt = chosen.slice(0, parting === -1 ? chosen.length - 1 : parting);
  if (prompt.length === 0) throw noPrompt();
  return { prompt, chosen, rejected };
}

function noPrompt(): Refusal {
  return new Refusal("chosen and rejected: begin with no common prompt, and the row holds no prompt");
}

function isSame(one: Step, other: Step | undefined): boolean {
  return other !== undefined && canonicalJson(comparable(one)) === canonicalJson(comparable(other));
}

function turnsOf(value: unknown, path: string, role: "user" | "assistant", warn: Warn): Step[] {
  if (typeof value === "string") return [{ role, content: value }];
  if (Array.isArray(value)) return stepsOfMessages(value, path, warn);
  throw new Refusal(`${path}: must be text or a list of messages, is ${kindOf(value)}`);
}
