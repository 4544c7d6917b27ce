import { z } from "zod";
import { selectSliceIds } from "#db/queries/curation/slice-ids.ts";
import { countSlice, selectTrajectories } from "#db/queries/slices/page-trajectories.ts";
import { changeItem } from "#lib/curation/change-item.ts";
import { checkedFields, sliceChanges } from "#lib/curation/edit-slice.ts";
import { findEditable } from "#lib/curation/find-branch.ts";
import { type EditPreview, editSliceSchema } from "#lib/curation/schemas.ts";
import type { JobItem } from "#lib/jobs/schemas.ts";
import { startJob } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";

const previewed = 10;

/** Queues the edit of a whole slice of a branch. */
export async function startEditing(context: Context, branchName: string, input: unknown): Promise<JobItem> {
  authorize(context, "curate");
  const asked = parseInput(editSliceSchema, input);
  planCondition(asked.filter, "trajectory");
  checkedFields(asked.set);
  await read(context, tx => findEditable(tx, context.workspaceId, branchName));
  return startJob(context, {
    kind: "edit",
    title: `Edit ${branchName}: ${asked.message}`,
    input: { ...asked, branch: branchName },
  });
}

/** How many trajectories the edit would meet, and the first of them before and after. */
export async function previewEditing(
  context: Context,
  branchName: string,
  input: unknown,
): Promise<EditPreview> {
  authorize(context, "curate");
  const { filter, set } = parseInput(
    editSliceSchema.omit({ message: true }).extend({ message: z.string().optional() }),
    input,
  );
  const { predicate } = planCondition(filter, "trajectory");
  const fields = checkedFields(set);
  const { workspaceId } = context;
  return read(context, async tx => {
    const branch = await findEditable(tx, workspaceId, branchName);
    const view = await viewOfBranch(tx, workspaceId, {
      branchId: branch.branchId,
      name: branch.name,
      no: branch.headNo,
    });
    const request = { workspaceId, view, predicate };
    const ids = await selectSliceIds(tx, request, previewed);
    const rows = new Map((await selectTrajectories(tx, request, ids)).map(row => [row.trajectoryId, row]));
    const changes = await sliceChanges(tx, workspaceId, view, ids, fields);
    return {
      count: await countSlice(tx, "trajectory", request, null),
      samples: changes.map(change => {
        const row = rows.get(change.recordId);
        const item = changeItem(change);
        return {
          ...item,
          before: item.before ?? captured(row, change.path),
          title: row?.title ?? row?.task ?? null,
        };
      }),
    };
  });
}

/** What a field shows where nobody edited it. */
function captured(
  row: Awaited<ReturnType<typeof selectTrajectories>>[number] | undefined,
  path: string,
): unknown {
  if (path === "task") return row?.task;
  if (path === "excluded") return row?.excluded;
  if (path === "outcome") return row?.outcome ?? null;
  if (path.startsWith("tags/")) return row?.tags?.includes(path.slice("tags/".length)) ?? false;
  return undefined;
}
