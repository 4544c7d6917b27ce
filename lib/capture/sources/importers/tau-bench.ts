import { numberOf } from "#lib/formats/json.ts";
import type { TrajectoryRecord } from "#lib/log/schemas.ts";
import { type Decoder, Refusal } from "../decoder.ts";
import { stepsOfMessages } from "../openai-messages.ts";
import { recordHash } from "../record-hash.ts";
import { isObject, kindOf, nameOf, objectOf, titleOf } from "../source-values.ts";

/**
 * tau-bench's result files (`EnvRunResult` in tau_bench/types.py): a JSON array of `{task_id, trial, reward, info,
 * traj}`. `traj` is OpenAI chat messages. The file names neither agent nor model, and says no outcome beside the reward.
 */
export const tauBench: Decoder = {
  format: "tau-bench",
  title: "tau-bench results",
  detects: value => isObject(value) && "task_id" in value && "reward" in value && Array.isArray(value.traj),
  records(value, warn) {
    const { task_id, reward, traj, ...rest } = objectOf(value, "record");
    const taskId = nameOf(task_id);
    if (taskId === undefined) throw new Refusal(`task_id: must be a number or text, is ${kindOf(task_id)}`);
    const id = `tau-bench/${recordHash(value)}`;
    const steps = stepsOfMessages(traj, "traj", warn);
    const failed = steps.length === 0 && isObject(rest.info) && typeof rest.info.error === "string";
    if (failed)
      warn("the run failed before its first message; its reward of the failure is kept in metadata only");
    const title =
      isObject(rest.info) && isObject(rest.info.task) ? titleOf(rest.info.task.instruction) : undefined;
    const trajectory: TrajectoryRecord = {
      type: "trajectory",
      id,
      task: `tau-bench/${taskId}`,
      ...(title !== undefined && { title }),
      agent: null,
      model: null,
      source: "tau-bench",
      status: "ended",
      ...(failed && { provenance: { termination: "env_error" } }),
      metadata: failed ? { ...rest, reward } : rest,
      steps,
      rewards: failed
        ? []
        : [{ id: `${id}/reward`, name: "reward", value: rewardOf(reward), rater: "env:tau-bench" }],
    };
    return [trajectory];
  },
};

function rewardOf(reward: unknown): number {
  const value = numberOf(reward);
  if (!Number.isFinite(value)) throw new Refusal(`reward: must be a number, is ${kindOf(reward)}`);
  return value;
}
