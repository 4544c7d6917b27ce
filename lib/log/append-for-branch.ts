import { v7 as uuidv7 } from "uuid";
import { insertBranchRecords } from "#db/queries/log/insert-branch-records.ts";
import type { Tx } from "#db/tenancy.ts";
import { Assembly } from "#lib/log/assemble.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

/** What a correction is made of. */
export interface NewCorrection {
  /** The trajectory that it corrects. */
  original: string;
  task: string;
  title: string | undefined;
  tools: Record<string, unknown>[] | undefined;
  steps: readonly Step[];
  rater: string;
  rationale?: string;
}

/** Takes a correction into the log, unseen until a branch shows it: the trajectory, its comparison, and the vote for it. */
export async function appendForBranch(
  tx: Tx,
  workspaceId: string,
  { original, task, title, tools, steps, rater, rationale }: NewCorrection,
): Promise<{ trajectoryId: string; comparisonId: string }> {
  const id = `correction/${uuidv7()}`;
  const assembly = new Assembly();
  const placements = assembly.add([
    { type: "trajectory", id, task, title, tools, source: "correction", steps: [...steps] },
    {
      type: "comparison",
      id,
      aTrajectoryId: id,
      bTrajectoryId: original,
      preferences: [{ rater, verdict: "a", strength: 3, ...(rationale === undefined ? {} : { rationale }) }],
    },
  ]);
  await insertBranchRecords(tx, workspaceId, assembly.input);
  const trajectoryId = assembly.input.trajectories[0]?.id;
  const comparisonId = assembly.input.comparisons[0]?.id;
  if (!trajectoryId || !comparisonId || placements.length === 0)
    throw new Error("a correction was not assembled");
  return { trajectoryId, comparisonId };
}
