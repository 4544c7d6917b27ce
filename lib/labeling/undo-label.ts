import { lockLatestSettled, lockOpenSlots, moveLease } from "#db/queries/labeling/leases.ts";
import { selectVote } from "#db/queries/labeling/votes.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";
import { compareItems } from "#lib/labeling/compare-items.ts";
import { findQueue, queueProgress, requireLabeler } from "#lib/labeling/queue-context.ts";
import type { UndoAnswer } from "#lib/labeling/schemas.ts";
import { findLease } from "#lib/labeling/submit-label.ts";
import { append } from "#lib/log/append.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";

/**
 * Takes this labeler's latest vote or skip back, and hands the same item out again with the same sides. A vote stays in
 * the log; a later, withdrawn one supersedes it.
 * @throws Conflict with nothing to take back, or when somebody else has the skipped item by now.
 */
export async function undoLabel(context: Context, queueName: string): Promise<UndoAnswer> {
  const { memberId, rater } = requireLabeler(context);
  const { workspaceId } = context;
  const { settled, vote } = await read(context, async tx => {
    const queue = await findQueue(tx, workspaceId, queueName);
    const latest = await lockLatestSettled(tx, workspaceId, queue.queueId, memberId);
    if (!latest) throw conflict("There is nothing to undo.", { code: "nothing_to_undo" });
    const found =
      latest.state === "voted" && latest.preferenceId
        ? await selectVote(tx, workspaceId, latest.preferenceId)
        : null;
    return { settled: latest, vote: found };
  });
  if (vote) {
    await append(workspaceId, [
      {
        type: "preference",
        id: `undo/${settled.preferenceId}`,
        comparisonId: settled.comparisonId,
        rater,
        verdict: vote.verdict,
        withdrawn: true,
      },
    ]);
  }
  return read(context, async tx => {
    const queue = await findQueue(tx, workspaceId, queueName);
    const now = await findLease(tx, workspaceId, memberId, settled.token);
    if (now.state === "skipped" && (await lockOpenSlots(tx, workspaceId, now)) < 1) {
      throw conflict("Somebody else has the item that you skipped.", { code: "item_taken" });
    }
    if (now.state !== "held") await moveLease(tx, workspaceId, now, { state: "held" });
    const [item] = await compareItems(tx, workspaceId, [{ ...now, state: "held" }]);
    if (!item) throw new Error("an undone item cannot be shown");
    return {
      undone: vote ? sentenceOf(vote, settled.swapped) : "Skip",
      item,
      progress: await queueProgress(tx, workspaceId, queue, memberId),
    };
  });
}

const degrees = ["", "slightly ", "", "much "];

/** A stored vote as it read on the screen. */
function sentenceOf(
  { verdict, strength }: { verdict: Verdict; strength: number | null },
  swapped: boolean,
): string {
  if (verdict === "tie") return "Tie";
  if (verdict === "both_bad") return "Both bad";
  const shown = (verdict === "a") === swapped ? "B" : "A";
  return `${shown} ${degrees[strength ?? 0] ?? ""}better`;
}
