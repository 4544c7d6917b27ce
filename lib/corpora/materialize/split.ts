import { createHash } from "node:crypto";

export interface SplitShare {
  name: string;
  /** 0 to 1; the shares of a corpus add up to 1. */
  share: number;
}

export const defaultSplits: readonly SplitShare[] = [{ name: "train", share: 1 }];

/**
 * The split of a task, and so of everything made of its trajectories: no task is on two sides. The salt is the
 * workspace's and never a corpus's, so a task that one corpus tests on is trained on by none.
 */
export function splitOfTask(
  task: string,
  salt: string,
  splits: readonly SplitShare[] = defaultSplits,
): string {
  const digest = createHash("sha256").update(`${salt}\n${task}`).digest();
  const point = digest.readUIntBE(0, 6) / 2 ** 48;
  let upTo = 0;
  for (const { name, share } of splits) {
    upTo += share;
    if (point < upTo) return name;
  }
  // Shares such as 0.7 + 0.2 + 0.1 add up to a little under 1.
  const last = splits.at(-1);
  if (!last) throw new RangeError("a corpus has at least one split");
  return last.name;
}
