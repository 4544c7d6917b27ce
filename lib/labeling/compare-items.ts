import type { LeaseRow } from "#db/queries/labeling/leases.ts";
import { selectPairs } from "#db/queries/views/pairs.ts";
import type { Tx } from "#db/tenancy.ts";
import type { BlindStep, CompareItem } from "#lib/labeling/schemas.ts";
import { promptText } from "#lib/trajectories/prompt-text.ts";
import type { Step } from "#lib/trajectories/schemas.ts";
import { sharedPrefix } from "#lib/trajectories/shared-prefix.ts";
import { readContent } from "#lib/views/read-content.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** What leased comparisons look like to their labeler: blind, each as it was at the seq that its lease pins. */
export async function compareItems(
  tx: Tx,
  workspaceId: string,
  leases: readonly LeaseRow[],
): Promise<CompareItem[]> {
  const pairs = await selectPairs(
    tx,
    workspaceId,
    leases.map(lease => lease.comparisonId),
  );
  const items: CompareItem[] = [];
  for (const lease of leases) {
    const pair = pairs.find(one => one.comparisonId === lease.comparisonId);
    if (!pair) throw new Error(`comparison ${lease.comparisonId} is missing`);
    const ids = [pair.aTrajectoryId, pair.bTrajectoryId];
    const content = await readContent(
      tx,
      workspaceId,
      await resolveRef(tx, workspaceId, `main@${lease.atSeq}`),
      ids,
    );
    const sideOf = (trajectoryId: string) => content.get(trajectoryId)?.steps ?? [];
    const title = ids.map(id => content.get(id)?.body.title).find(text => text !== undefined) ?? null;
    items.push(
      blindItem(lease, {
        task: pair.task,
        title,
        a: sideOf(pair.aTrajectoryId),
        b: sideOf(pair.bTrajectoryId),
      }),
    );
  }
  return items;
}

function blindItem(
  lease: LeaseRow,
  pair: { task: string; title: string | null; a: Step[]; b: Step[] },
): CompareItem {
  const [left, right] = lease.swapped ? [pair.b, pair.a] : [pair.a, pair.b];
  return {
    lease: lease.token,
    expiresAt: lease.expiresAt.toISOString(),
    prompt: promptText(null, left) ?? pair.task,
    title: pair.title,
    sharedSteps: sharedPrefix(left, right),
    left: blindSteps(left),
    right: blindSteps(right),
  };
}

/**
 * Without model, usage or timing. Call ids are numbered anew, since their shape tells the vendor; only a tool keeps its
 * name, since an assistant's is its agent's.
 */
function blindSteps(steps: readonly Step[]): BlindStep[] {
  const numbers = new Map<string, string>();
  const blindId = (id: string) => {
    const known = numbers.get(id) ?? `call-${numbers.size + 1}`;
    numbers.set(id, known);
    return known;
  };
  return steps.map(({ role, content, reasoning, toolCalls, toolCallId, name }) => ({
    role,
    content,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(name === undefined || role !== "tool" ? {} : { name }),
    ...(toolCallId === undefined ? {} : { toolCallId: blindId(toolCallId) }),
    ...(toolCalls === undefined
      ? {}
      : {
          toolCalls: toolCalls.map(call =>
            call.id === undefined ? call : { ...call, id: blindId(call.id) },
          ),
        }),
  }));
}
