import { canonicalJson } from "#lib/formats/canonical-json.ts";
import type { ComparisonRecord, LogRecord, TrajectoryRecord } from "#lib/log/schemas.ts";
import type { Step } from "#lib/trajectories/schemas.ts";
import { promptHash } from "../record-hash.ts";
import { titleOf } from "../source-values.ts";

/** One side of a row of a preference set. */
export interface PairSide {
  steps: Step[];
  model?: string | null;
}

export interface Pair {
  format: string;
  /** Stands in the client ids: format + hash + side. */
  hash: string;
  task: string;
  title?: string | undefined;
  tools?: TrajectoryRecord["tools"];
  a: PairSide;
  b: PairSide;
  preferences: NonNullable<ComparisonRecord["preferences"]>;
  metadata: Record<string, unknown>;
}

/** A row of a preference set as two ended trajectories and their comparison, with its preferences inline. */
export function pairRecords(pair: Pair): LogRecord[] {
  const id = `${pair.format}/${pair.hash}`;
  const title = titleOf(pair.title);
  const trajectory = (side: "a" | "b"): TrajectoryRecord => ({
    type: "trajectory",
    id: `${id}/${side}`,
    task: pair.task,
    ...(title !== undefined && { title }),
    agent: null,
    model: pair[side].model ?? null,
    source: pair.format,
    status: "ended",
    ...(pair.tools && { tools: pair.tools }),
    steps: pair[side].steps,
  });
  const comparison: ComparisonRecord = {
    type: "comparison",
    id,
    aTrajectoryId: `${id}/a`,
    bTrajectoryId: `${id}/b`,
    ...(Object.keys(pair.metadata).length > 0 && { metadata: pair.metadata }),
    preferences: pair.preferences,
  };
  return [trajectory("a"), trajectory("b"), comparison];
}

/** The task of a row that names none: a single user message counts as its text, so that plain and chat rows agree. */
export function taskOfPrompt(format: string, prompt: readonly Step[]): string {
  const [first, ...more] = prompt;
  const isText = first?.role === "user" && more.length === 0 && !first.toolCalls;
  return `${format}/${promptHash(isText ? first.content : canonicalJson(prompt.map(comparable)))}`;
}

/** What two steps must share to be the same message: ids differ from run to run. */
export function comparable(step: Step): unknown {
  const calls = step.toolCalls?.map(call => ({ name: call.name, arguments: call.arguments }));
  return { role: step.role, content: step.content, ...(calls && { calls }) };
}

/** The last thing that a user said in a prompt. */
export function lastUserText(prompt: readonly Step[]): string | undefined {
  return prompt.findLast(step => step.role === "user")?.content;
}
