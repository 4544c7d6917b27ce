import { selectComparisonsOfTrajectories } from "#db/queries/curation/overlay.ts";
import type { Tx } from "#db/tenancy.ts";
import type { FieldChange } from "#lib/curation/merge/three-way.ts";
import type { MergeCheck } from "#lib/curation/schemas.ts";
import { editedSteps } from "#lib/views/apply-edits.ts";
import { readContent } from "#lib/views/read-content.ts";
import { parseEditValue } from "#lib/views/read-edits.ts";
import type { View } from "#lib/views/view.ts";

/** Records at fault that a check names. */
const named = 20;

/** What the merge result would be like: looked at on the target with the changes laid over it. */
export async function mergeChecks(
  tx: Tx,
  workspaceId: string,
  target: View,
  changes: readonly FieldChange[],
  trajectories: number,
): Promise<MergeCheck[]> {
  const edited = [
    ...new Set(
      changes
        .filter(one => one.recordKind === "trajectory" && one.path.startsWith("steps/"))
        .map(one => one.recordId),
    ),
  ];
  const contents = await readContent(tx, workspaceId, target, edited);
  const empty: string[] = [];
  const unanswered: string[] = [];
  for (const id of edited) {
    const edits = new Map(
      changes.filter(one => one.recordId === id).map(one => [one.path, parseEditValue(one.after)] as const),
    );
    const steps = editedSteps(contents.get(id)?.steps ?? [], edits);
    if (
      !steps.some(step => step.role === "assistant" && (step.content.trim() !== "" || step.toolCalls?.length))
    )
      empty.push(id);
    const answered = new Set(
      steps.flatMap(step => (step.role === "tool" && step.toolCallId ? [step.toolCallId] : [])),
    );
    const called = new Set(steps.flatMap(step => (step.toolCalls ?? []).flatMap(call => call.id ?? [])));
    const orphan = [...answered].some(id => !called.has(id)) || [...called].some(id => !answered.has(id));
    if (orphan) unanswered.push(id);
  }
  const excluded = changes
    .filter(one => one.path === "excluded" && one.after === '{"value":true}')
    .map(one => one.recordId);
  const pairs =
    excluded.length === 0
      ? 0
      : (await selectComparisonsOfTrajectories(tx, workspaceId, target, excluded)).length;
  const share = trajectories === 0 ? 0 : excluded.length / trajectories;
  return [
    check(
      "Records are not empty",
      empty,
      "Every edited run still says or does something.",
      "edited runs have no assistant turn left",
    ),
    check(
      "Tool calls are answered",
      unanswered,
      "Every tool call of an edited run has its answer.",
      "edited runs have calls without answers, or answers without calls",
    ),
    {
      name: "Exclusions",
      ok: share <= 0.2,
      summary:
        excluded.length === 0
          ? "Excludes nothing."
          : `Excludes ${excluded.length} of ${trajectories} runs (${(100 * share).toFixed(1)}%) and ${pairs} pairs with them.`,
      recordIds: excluded.slice(0, named),
    },
  ];
}

function check(name: string, faulty: string[], fine: string, fault: string): MergeCheck {
  return {
    name,
    ok: faulty.length === 0,
    summary: faulty.length === 0 ? fine : `${faulty.length} ${fault}.`,
    recordIds: faulty.slice(0, named),
  };
}
