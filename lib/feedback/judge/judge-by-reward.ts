import {
  type JudgedReward,
  selectJudgedRewards,
  selectStandingPairs,
} from "#db/queries/views/judged-rewards.ts";
import { pairId } from "#lib/feedback/pair-id.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";
import type { RunningJob } from "#lib/jobs/run-job.ts";
import { type JudgeResult, judgeRequestSchema } from "#lib/jobs/schemas.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { invalid } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

const pageSize = 5_000;
const pairsInFlight = 2_000;

/**
 * A rule rater: of every two trajectories of one task whose rewards of a name differ, prefers the higher. A comparison
 * that stands already is used; the others are formed. Judging again adds nothing unless a reward changed.
 */
export async function judgeByReward({ context, input, report }: RunningJob): Promise<JudgeResult> {
  const { byReward } = judgeRequestSchema.parse(input);
  const result: JudgeResult = { comparisons: 0, preferences: 0, unchanged: 0 };
  let judged = 0;
  let waiting: Pair[] = [];
  const land = async () => {
    await landPairs(context, byReward, waiting, result);
    waiting = [];
    await report({ done: result.preferences + result.unchanged, total: null, unit: "pairs" });
  };
  for await (const rewards of tasksWithRewards(context, byReward)) {
    judged += rewards.length;
    for (const pair of differingPairs(rewards)) {
      waiting.push(pair);
      // Pairs of many tasks share an append: a commit for each small task would take most of the time.
      if (waiting.length === pairsInFlight) await land();
    }
  }
  if (waiting.length > 0) await land();
  if (judged === 0) {
    throw invalid(`No trajectory has a reward named ${byReward}. Look at the names under Overview.`, {
      code: "unknown_reward",
    });
  }
  return result;
}

interface Pair {
  higher: JudgedReward;
  lower: JudgedReward;
}

async function* tasksWithRewards(context: Context, name: string): AsyncGenerator<JudgedReward[]> {
  const { workspaceId } = context;
  const view = await read(context, tx => resolveRef(tx, workspaceId));
  let after: JudgedReward | null = null;
  let task: JudgedReward[] = [];
  for (;;) {
    const page: JudgedReward[] = await read(context, tx =>
      selectJudgedRewards(tx, { workspaceId, view }, name, after, pageSize),
    );
    for (const reward of page) {
      if (task[0] && task[0].task !== reward.task) {
        yield task;
        task = [];
      }
      task.push(reward);
    }
    after = page.at(-1) ?? null;
    if (page.length < pageSize) break;
  }
  if (task.length > 0) yield task;
}

function* differingPairs(rewards: readonly JudgedReward[]): Generator<Pair> {
  for (const [at, one] of rewards.entries()) {
    for (const other of rewards.slice(at + 1)) {
      if (one.value > other.value) yield { higher: one, lower: other };
      else if (other.value > one.value) yield { higher: other, lower: one };
    }
  }
}

async function landPairs(
  context: Context,
  name: string,
  pairs: readonly Pair[],
  result: JudgeResult,
): Promise<void> {
  const { workspaceId } = context;
  const ids = [...new Set(pairs.flatMap(({ higher, lower }) => [higher.trajectoryId, lower.trajectoryId]))];
  const standing = new Map<string, { comparisonId: string; a: string }>();
  for (const row of await read(context, tx => selectStandingPairs(tx, workspaceId, ids))) {
    const key = pairId(row.aTrajectoryId, row.bTrajectoryId);
    if (!standing.has(key)) standing.set(key, { comparisonId: row.comparisonId, a: row.aTrajectoryId });
  }
  await Promise.all(
    pairs.map(async pair => {
      const key = pairId(pair.higher.trajectoryId, pair.lower.trajectoryId);
      const { records } = await append(workspaceId, recordsOf(name, pair, standing.get(key) ?? null));
      for (const { type, status } of records) {
        if (type === "comparison" && status === "created") result.comparisons += 1;
        if (type === "preference") result[status === "created" ? "preferences" : "unchanged"] += 1;
      }
    }),
  );
}

function recordsOf(
  name: string,
  { higher, lower }: Pair,
  standing: { comparisonId: string; a: string } | null,
): LogRecord[] {
  const key = pairId(higher.trajectoryId, lower.trajectoryId);
  const [first, second] = [higher, lower].sort((x, y) => (x.trajectoryId < y.trajectoryId ? -1 : 1));
  if (!first || !second) return [];
  const a = standing?.a ?? first.trajectoryId;
  const verdict: Verdict = a === higher.trajectoryId ? "a" : "b";
  const preference: LogRecord = {
    type: "preference",
    // The same evidence gives the same id; a regraded reward gives a new vote, which supersedes.
    id: `judge/${name}/${key}/${first.fromSeq}-${second.fromSeq}`.slice(0, 512),
    comparisonId: standing?.comparisonId ?? key,
    rater: `rule:${name}`,
    verdict,
  };
  if (standing) return [preference];
  return [
    { type: "comparison", id: key, aTrajectoryId: first.trajectoryId, bTrajectoryId: second.trajectoryId },
    preference,
  ];
}
