import type { Step, ToolCall } from "#lib/trajectories/schemas.ts";

/** What reading a run needs of a step; blind steps have it too. */
export type RunStep = Pick<Step, "role" | "content" | "reasoning" | "toolCalls" | "toolCallId" | "name">;

export interface AnsweredCall<S> {
  call: ToolCall;
  /** The tool step that answers the call, where there is one, and its place in the run. */
  result: { step: S; place: number } | null;
}

export interface Turn<S> {
  step: S;
  /** The 0-based place of the step in the list it came from. */
  place: number;
  calls: AnsweredCall<S>[];
}

/**
 * Folds a run's tool results into the calls that they answer. A result is matched by `toolCallId`, else by tool name,
 * else by order, among the calls still open; a result that answers nothing stays a turn of its own.
 * Every step is in exactly one place of the answer.
 */
export function turnsOf<S extends RunStep>(steps: readonly S[]): Turn<S>[] {
  const turns: Turn<S>[] = [];
  let open: AnsweredCall<S>[] = [];
  steps.forEach((step, place) => {
    if (step.role === "tool") {
      const answered = findCall(open, step);
      if (answered) {
        answered.result = { step, place };
        open = open.filter(call => call !== answered);
        return;
      }
    }
    const calls = (step.toolCalls ?? []).map(call => ({ call, result: null }));
    turns.push({ step, place, calls });
    if (step.role === "assistant") open = calls;
  });
  return turns;
}

function findCall<S extends RunStep>(open: AnsweredCall<S>[], result: S): AnsweredCall<S> | undefined {
  if (result.toolCallId !== undefined) {
    const byId = open.find(({ call }) => call.id === result.toolCallId);
    if (byId) return byId;
  }
  const unnamed = open.filter(({ call }) => call.id === undefined || result.toolCallId === undefined);
  if (result.name !== undefined) return unnamed.find(({ call }) => call.name === result.name);
  return unnamed[0];
}
