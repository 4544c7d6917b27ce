import type { Verdict } from "#lib/feedback/schemas.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { OutcomeStatus } from "#lib/trajectories/schemas.ts";
import type { Entry } from "./acts.ts";
import { loggedSteps, seen } from "./show.ts";
import type { WorkspaceModel } from "./workspace-model.ts";

let made = 0;
const fresh = (kind: string) => `${kind}${++made}`;

/** What an append's entry comes to, among the records that main shows: nothing where there are none to speak of. */
export function entryRecords(model: WorkspaceModel, entry: Entry): LogRecord[] {
  const view = model.view("main");
  if (entry.entry === "run") return [run(entry)];
  if (entry.entry === "comparison" || entry.entry === "vote") return aboutPairs(model, entry);
  const trajectories = seen(model, view, "trajectory");
  const trajectory = trajectories[entry.of % trajectories.length];
  if (!trajectory) return [];
  const trajectoryId = trajectory.id ?? "";
  if (entry.entry === "step") {
    const idx = loggedSteps(model, view, trajectory).length;
    return [{ type: "step", trajectoryId, idx, ...step(entry.tool) }];
  }
  if (entry.entry === "outcome") {
    return [
      {
        type: "outcome",
        id: fresh("o"),
        trajectoryId,
        status: entry.status as OutcomeStatus,
        reason: "since",
      },
    ];
  }
  return [
    {
      type: "reward",
      id: fresh("w"),
      trajectoryId,
      name: entry.name,
      value: entry.value,
      rater: `${entry.kind}:k`,
    },
  ];
}

function run({ tagged, steps }: Extract<Entry, { entry: "run" }>): LogRecord {
  return {
    type: "trajectory",
    id: fresh("r"),
    task: "t",
    metadata: { m: 0 },
    ...(tagged ? { tags: ["raw"] } : {}),
    steps: Array.from({ length: steps }, (_, idx) => step(idx % 2 === 1)),
  };
}

function step(tool: boolean) {
  if (!tool) return { role: "user" as const, content: "ask" };
  return {
    role: "assistant" as const,
    content: "answer",
    toolCalls: [{ name: "f", arguments: "{}" }],
    completionTokens: 3,
    rollout: { policyVersion: 1, completionTokenIds: [1, 2, 3], logprobs: [-1, -2, -3] },
  };
}

function aboutPairs(
  model: WorkspaceModel,
  entry: Extract<Entry, { entry: "comparison" | "vote" }>,
): LogRecord[] {
  const view = model.view("main");
  if (entry.entry === "comparison") {
    const trajectories = seen(model, view, "trajectory");
    const a = trajectories[entry.a % trajectories.length]?.id;
    const b = trajectories[entry.b % trajectories.length]?.id;
    return a && b && a !== b
      ? [{ type: "comparison", id: fresh("p"), aTrajectoryId: a, bTrajectoryId: b }]
      : [];
  }
  const comparisons = seen(model, view, "comparison");
  const comparisonId = comparisons[entry.of % comparisons.length]?.id;
  if (!comparisonId) return [];
  const { rater, withdrawn, strength } = entry;
  return [
    {
      type: "preference",
      id: fresh("v"),
      comparisonId,
      rater,
      verdict: entry.verdict as Verdict,
      withdrawn,
      ...(strength === undefined ? {} : { strength }),
    },
  ];
}
