import type { Tx } from "#db/tenancy.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";

export async function selectVote(
  tx: Tx,
  workspaceId: string,
  preferenceId: string,
): Promise<{ verdict: Verdict; strength: number | null } | null> {
  const [row] = await tx.query<{ verdict: Verdict; strength: number | null }>(
    `SELECT verdict, strength FROM preference WHERE workspace_id = $1 AND preference_id = $2`,
    [workspaceId, preferenceId],
  );
  return row ?? null;
}
