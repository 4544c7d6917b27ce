/** The client id of a comparison that Espalier forms itself: the same for a pair whichever side is named first. */
export function pairId(oneTrajectoryId: string, otherTrajectoryId: string): string {
  const [first, second] = [oneTrajectoryId, otherTrajectoryId].sort();
  return `pair/${first}/${second}`;
}
