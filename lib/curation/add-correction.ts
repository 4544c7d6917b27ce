import { insertCommit } from "#db/queries/curation/commits.ts";
import { deriveOverlay } from "#db/queries/curation/overlay.ts";
import { selectTrajectories } from "#db/queries/slices/page-trajectories.ts";
import { selectFrame } from "#db/queries/views/refs.ts";
import { findEditable } from "#lib/curation/find-branch.ts";
import { correctionSchema } from "#lib/curation/schemas.ts";
import { appendForBranch } from "#lib/log/append-for-branch.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { invalid, notFound } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { readContent } from "#lib/views/read-content.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";

export interface Correction {
  ref: string;
  no: number;
  trajectoryId: string;
  comparisonId: string;
}

/**
 * Adds a corrected answer on a branch: a trajectory of the steps before and the better turn, a comparison with the original
 * cut at the same turn's end, and the vote that the correction is much better. They go to the log, and are seen on this
 * branch only until it is merged.
 */
export async function addCorrection(
  context: Context,
  branchName: string,
  input: unknown,
): Promise<Correction> {
  authorize(context, "curate");
  const { trajectoryId, stepIdx, content, rationale } = parseInput(correctionSchema, input);
  const { workspaceId } = context;
  const author = actorOf(context.principal);
  return write(context, async tx => {
    const branch = await findEditable(tx, workspaceId, branchName);
    const view = await viewOfBranch(tx, workspaceId, {
      branchId: branch.branchId,
      name: branch.name,
      no: branch.headNo,
    });
    const [original] = await selectTrajectories(tx, { workspaceId, view }, [trajectoryId]);
    const text = (await readContent(tx, workspaceId, view, [trajectoryId])).get(trajectoryId);
    if (!original || !text)
      throw notFound(`There is no trajectory ${trajectoryId} at ${view.ref}.`, {
        code: "trajectory_not_found",
      });
    const step = text.steps.find(one => one.idx === stepIdx);
    if (step?.role !== "assistant") {
      throw invalid(`Step ${stepIdx} is no assistant turn, so there is no answer to correct.`, {
        code: "not_an_answer",
        field: "stepIdx",
      });
    }
    const before = text.steps
      .filter(one => one.idx < stepIdx)
      .map(({ idx: _idx, rollout: _rollout, ...rest }) => rest);
    const made = await appendForBranch(tx, workspaceId, {
      original: trajectoryId,
      task: original.task,
      title: text.body.title,
      tools: text.body.tools,
      steps: [...before, { role: "assistant", content }],
      rater: context.principal.kind === "member" ? `human:${context.principal.memberId}` : "human:curator",
      ...(rationale === undefined ? {} : { rationale }),
    });
    const no = branch.headNo + 1;
    const frame = await selectFrame(tx, workspaceId, branch.branchId, branch.headNo);
    if (!frame) throw new Error(`branch ${branch.name} has no commit ${branch.headNo}`);
    const own = { branchId: branch.branchId, no };
    await insertCommit(tx, workspaceId, {
      ...frame,
      ...own,
      kind: "edit",
      author,
      message: `Correct step ${stepIdx} of ${original.title ?? original.task}`,
      changes: 1,
    });
    await deriveOverlay(tx, workspaceId, { seq: view.seq, layers: [own, ...view.layers.slice(1)] }, own, {
      trajectoryIds: [made.trajectoryId],
      comparisonIds: [made.comparisonId],
    });
    return {
      result: { ref: `${branch.name}@${no}`, no, ...made },
      audit: { verb: "add-correction", subject: branch.name, details: { no, trajectoryId } },
    };
  });
}
