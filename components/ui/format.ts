/** Numbers and times as people read them. All take plain values and give text; none reads a clock by itself. */

const grouped = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** `12,304` */
export function count(value: number): string {
  return grouped.format(value);
}

/** `412.6M` */
export function compactCount(value: number): string {
  return compact.format(value);
}

/** `1 pair`, `3 pairs`. The plural is the noun with an s unless given. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** A reward or statistic: as many digits as say something, `1.0` rather than `1`. */
export function decimal(value: number, digits = 2): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return value.toFixed(1);
  const magnitude = Math.abs(value);
  return magnitude >= 1e6 || magnitude < 1e-3 ? value.toPrecision(3) : value.toFixed(digits);
}

/** `43%` of a share between 0 and 1. */
export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"];

/** `41.2 MB`, in powers of 1000 as disks and networks count. */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${byteUnits[unit]}`;
}

const spans: [limitSeconds: number, unitSeconds: number, unit: string][] = [
  [3600, 60, "min"],
  [86_400, 3600, "h"],
  [86_400 * 30, 86_400, "d"],
  [86_400 * 365, 86_400 * 30, "mo"],
  [Number.POSITIVE_INFINITY, 86_400 * 365, "y"],
];

/** `14 min ago`, seen from `nowMs`. */
export function ago(atMs: number, nowMs: number): string {
  const seconds = Math.round((nowMs - atMs) / 1000);
  if (seconds < -45) return exactTime(atMs);
  if (seconds < 45) return "just now";
  for (const [limit, unitSeconds, unit] of spans)
    if (seconds < limit) return `${Math.max(1, Math.round(seconds / unitSeconds))} ${unit} ago`;
  return exactTime(atMs);
}

/** `2026-03-01 14:05:09 UTC` */
export function exactTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `4be1…90c7`: both ends of a hash. */
export function shortHash(hash: string): string {
  return hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash;
}
