import type { LogRecord } from "#lib/log/schemas.ts";
import type { PlacedStep } from "#lib/trajectories/schemas.ts";
import { type Fields, type ModelView, same, type WorkspaceModel } from "./workspace-model.ts";

/** What a view of the model shows, counted from the log and the edited fields each time anew. */

type Of<Type extends LogRecord["type"]> = Extract<LogRecord, { type: Type }> & { id?: string };

/** The records of a kind that a view sees, oldest first. */
export function seen<Type extends LogRecord["type"]>(
  model: WorkspaceModel,
  view: ModelView,
  type: Type,
): (Of<Type> & { seq: number })[] {
  return model.log.flatMap(({ seq, record }) =>
    seq <= view.seq && record.type === type ? [{ ...(record as Of<Type>), seq }] : [],
  );
}

function fieldsOf(fields: Fields, kind: string, id: string, prefix = ""): Map<string, unknown> {
  const start = `${kind} ${id} ${prefix}`;
  return new Map(
    [...fields]
      .filter(([key]) => key.startsWith(start))
      .map(([key, value]) => [key.slice(start.length), value]),
  );
}

/** Rater's words count where nobody voided them, and while the steps say what they said when they were judged. */
function counts(
  model: WorkspaceModel,
  view: ModelView,
  kind: "preference" | "reward",
  id: string,
  seq: number,
  judged: string[],
): boolean {
  const edits = fieldsOf(view.fields, kind, id);
  if ((edits.get("voided") ?? null) !== null) return false;
  if (edits.get("affirmed") === true) return true;
  const then = model.mainAt(seq).fields;
  return judged.every(one =>
    sameSteps(
      fieldsOf(then, "trajectory", one, "steps/"),
      fieldsOf(view.fields, "trajectory", one, "steps/"),
    ),
  );
}

function sameSteps(x: Map<string, unknown>, y: Map<string, unknown>): boolean {
  return [...new Set([...x.keys(), ...y.keys()])].every(path => same(x.get(path), y.get(path)));
}

const majority = (votes: Of<"preference">[]) =>
  votes.find(one => 2 * votes.filter(vote => vote.verdict === one.verdict).length > votes.length)?.verdict ??
  null;

function showComparison(model: WorkspaceModel, view: ModelView, comparison: Of<"comparison">) {
  const { id = "", aTrajectoryId, bTrajectoryId } = comparison;
  const all = seen(model, view, "preference").filter(vote => vote.comparisonId === id);
  const latest = all.filter((vote, at) => !all.slice(at + 1).some(later => later.rater === vote.rater));
  const standing = latest.filter(
    vote =>
      !vote.withdrawn &&
      counts(model, view, "preference", vote.id ?? "", vote.seq, [aTrajectoryId, bTrajectoryId]),
  );
  const ofKind = (kind: string) => standing.filter(vote => vote.rater.startsWith(`${kind}:`));
  const lead = ["human", "env", "rule"].map(ofKind).find(votes => votes.length > 0) ?? [];
  const verdict = majority(lead);
  const winning = lead.filter(vote => vote.verdict === verdict);
  const strengths = winning.flatMap(vote => vote.strength ?? []);
  const adjudication = view.fields.get(`comparison ${id} adjudication`) as
    | { verdict: string; strength?: number }
    | null
    | undefined;
  return {
    clientId: id,
    aTrajectoryId,
    bTrajectoryId,
    pref: adjudication?.verdict ?? verdict,
    votes: lead.length,
    voteShare: adjudication ? 1 : verdict && winning.length / lead.length,
    strength: adjudication
      ? (adjudication.strength ?? null)
      : strengths.length === 0
        ? null
        : strengths.reduce((x, y) => x + y, 0) / strengths.length,
    excluded: [aTrajectoryId, bTrajectoryId].some(
      side => view.fields.get(`trajectory ${side} excluded`) === true,
    ),
  };
}

export function showComparisons(model: WorkspaceModel, view: ModelView) {
  return seen(model, view, "comparison").map(one => showComparison(model, view, one));
}

const rewardOrder = ["human", "env", "rule", "ai"];

function showRewards(model: WorkspaceModel, view: ModelView, trajectoryId: string): Record<string, number> {
  const standing = seen(model, view, "reward").filter(
    reward =>
      reward.trajectoryId === trajectoryId &&
      counts(model, view, "reward", reward.id ?? "", reward.seq, [trajectoryId]),
  );
  const rank = ({ rater }: Of<"reward">) => rewardOrder.indexOf(rater.split(":")[0] ?? "");
  const shown: Record<string, number> = {};
  for (const name of [...new Set(standing.map(reward => reward.name))].sort()) {
    const named = standing.filter(reward => reward.name === name);
    const speaks = named.toSorted((x, y) => rank(x) - rank(y))[0];
    const last = named.findLast(reward => speaks && rank(reward) === rank(speaks));
    if (last) shown[name] = last.value;
  }
  return shown;
}

/** The steps of a trajectory as captured up to a view. */
export function loggedSteps(
  model: WorkspaceModel,
  view: ModelView,
  trajectory: Of<"trajectory">,
): PlacedStep[] {
  const later = seen(model, view, "step").filter(step => step.trajectoryId === trajectory.id);
  return [
    ...(trajectory.steps ?? []).map((step, idx) => ({ ...step, idx })),
    ...later.map(({ type: _type, trajectoryId: _of, seq: _seq, id: _id, ...step }) => step),
  ].sort((x, y) => x.idx - y.idx);
}

function showSteps(model: WorkspaceModel, view: ModelView, trajectory: Of<"trajectory">): PlacedStep[] {
  const edits = fieldsOf(view.fields, "trajectory", trajectory.id ?? "", "steps/");
  const first = Math.min(...[...edits.keys()].map(path => Number(path.split("/")[0])));
  return loggedSteps(model, view, trajectory).flatMap(step => {
    if (edits.has(`${step.idx}/deleted`)) return [];
    const content = (edits.get(`${step.idx}/content`) as string | undefined) ?? step.content;
    const { rollout, ...rest } = step;
    if (!rollout) return [{ ...rest, content }];
    return [
      { ...rest, content, rollout: step.idx < first ? rollout : { policyVersion: rollout.policyVersion } },
    ];
  });
}

function showTrajectory(
  model: WorkspaceModel,
  view: ModelView,
  trajectory: Of<"trajectory">,
  pairs: ReturnType<typeof showComparison>[],
) {
  const id = trajectory.id ?? "";
  const edits = fieldsOf(view.fields, "trajectory", id);
  const outcome = seen(model, view, "outcome").findLast(one => one.trajectoryId === id);
  const edited = edits.get("outcome") as { status: string; reason?: string } | null | undefined;
  const steps = showSteps(model, view, trajectory);
  const sides = pairs.flatMap(pair =>
    pair.aTrajectoryId === id
      ? [{ pref: pair.pref, mine: "a", other: "b" }]
      : pair.bTrajectoryId === id
        ? [{ pref: pair.pref, mine: "b", other: "a" }]
        : [],
  );
  const count = (test: (side: (typeof sides)[number]) => boolean) => sides.filter(test).length;
  const tags = new Set(trajectory.tags ?? []);
  for (const [path, value] of edits) {
    if (!path.startsWith("tags/")) continue;
    if (value === true) tags.add(path.slice("tags/".length));
    else tags.delete(path.slice("tags/".length));
  }
  return {
    clientId: id,
    task: edits.get("task") ?? trajectory.task,
    outcome: edited === undefined ? (outcome?.status ?? null) : (edited?.status ?? null),
    status: outcome || edited || trajectory.steps?.length ? "ended" : "running",
    excluded: edits.get("excluded") === true,
    stepCount: steps.length,
    toolCallCount: steps.reduce((sum, step) => sum + (step.toolCalls?.length ?? 0), 0),
    tokenCount: steps.reduce((sum, step) => sum + (step.completionTokens ?? 0), 0),
    comparisons: sides.length,
    wins: count(side => side.pref === side.mine),
    losses: count(side => side.pref === side.other),
    ties: count(side => side.pref === "tie"),
    decided: count(side => side.pref !== null),
    tags: [...tags].sort(),
    rewards: showRewards(model, view, id),
  };
}

export function showTrajectories(model: WorkspaceModel, view: ModelView) {
  const pairs = showComparisons(model, view);
  return seen(model, view, "trajectory").map(one => showTrajectory(model, view, one, pairs));
}

/** What the page of a trajectory says beyond its row. */
export function showContent(model: WorkspaceModel, view: ModelView, trajectory: Of<"trajectory">) {
  const id = trajectory.id ?? "";
  const edits = fieldsOf(view.fields, "trajectory", id);
  const edited = edits.get("outcome") as { reason?: string } | null | undefined;
  const outcome = seen(model, view, "outcome").findLast(one => one.trajectoryId === id);
  const metadata: Record<string, unknown> = { ...trajectory.metadata };
  for (const [member, value] of fieldsOf(view.fields, "trajectory", id, "metadata/")) {
    if (value === null) delete metadata[member];
    else metadata[member] = value;
  }
  const voided = (kind: string, record: string) =>
    (view.fields.get(`${kind} ${record} voided`) as { reason: string } | null | undefined)?.reason ?? null;
  return {
    steps: showSteps(model, view, trajectory),
    metadata,
    outcomeReason: edited === undefined ? (outcome?.reason ?? null) : (edited?.reason ?? null),
    rewardHistory: seen(model, view, "reward")
      .filter(reward => reward.trajectoryId === id)
      .map(reward => ({
        name: reward.name,
        value: reward.value,
        rater: reward.rater,
        voided: voided("reward", reward.id ?? ""),
      })),
    sides: showComparisons(model, view)
      .filter(pair => pair.aTrajectoryId === id || pair.bTrajectoryId === id)
      .map(pair => pair.clientId),
  };
}
