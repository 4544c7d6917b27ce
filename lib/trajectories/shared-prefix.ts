import { sameMessage } from "#lib/trajectories/message-equality.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

/** How many messages two trajectories have in common before they part. */
export function sharedPrefix(a: readonly Step[], b: readonly Step[]): number {
  const most = Math.min(a.length, b.length);
  for (let at = 0; at < most; at++) {
    const left = a[at];
    const right = b[at];
    if (!left || !right || !sameMessage(left, right)) return at;
  }
  return most;
}
