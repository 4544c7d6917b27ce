/** Figures as `npm run bench` takes and prints them. */

export interface Point {
  /** How many of the figure's unit. */
  size: number;
  /** Median seconds, or bytes of memory. */
  ours: number;
  /** The same of the limit or peer, measured in the same run; null where there is none. */
  peer: number | null;
  /** The 95th percentile of what a user waits for, in seconds. */
  p95?: number;
}

export interface Figure {
  what: string;
  peer: string;
  goal: string;
  unit: string;
  /** `seconds` are of work whose rate counts, `wait` is seconds of what somebody waits for. */
  measure: "seconds" | "wait" | "bytes";
  /** `speed`: how many times as fast as the peer. `share`: which part of the peer's time. `times`: how many times its time. */
  ratio: "speed" | "share" | "times";
  points: Point[];
}

export function ratioOf({ ratio }: Figure, { ours, peer }: Point): number | null {
  if (peer === null) return null;
  return ratio === "speed" ? peer / ours : ours / peer;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new RangeError("a median is of at least one value");
  return (low + high) / 2;
}

/** The smallest value that at least a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)];
  if (value === undefined) throw new RangeError("a quantile is of at least one value");
  return value;
}

/**
 * The exponent e of the power law `cost = c * size^e` that fits best (least squares of the logarithms): 1 is linear.
 * Null for fewer than two sizes.
 */
export function growthExponent(points: readonly { size: number; cost: number }[]): number | null {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(logs.map(log => log.x));
  const y = mean(logs.map(log => log.y));
  const spread = logs.reduce((sum, log) => sum + (log.x - x) ** 2, 0);
  if (!(spread > 0)) return null;
  return logs.reduce((sum, log) => sum + (log.x - x) * (log.y - y), 0) / spread;
}

export function exponentOf(figure: Figure): number | null {
  return growthExponent(figure.points.map(({ size, ours }) => ({ size, cost: ours })));
}
