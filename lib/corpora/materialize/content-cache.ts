/**
 * Holds the values used last, by the hash of what they were made of, up to a total weight: trajectories of one task begin
 * alike and stand in several pairs, so most of what a segment reads it has read before.
 */
export class ContentCache<Value> {
  readonly #most: number;
  readonly #held = new Map<string, { value: Value; weight: number }>();
  #weight = 0;

  /** @param most The total weight to hold; of one value alone, however heavy, the last is held. */
  constructor(most: number) {
    this.#most = most;
  }

  get(hash: string): Value | undefined {
    const held = this.#held.get(hash);
    if (!held) return undefined;
    // A map keeps the order in which keys came: what was used goes to the end.
    this.#held.delete(hash);
    this.#held.set(hash, held);
    return held.value;
  }

  set(hash: string, value: Value, weight: number): void {
    this.#weight += weight - (this.#held.get(hash)?.weight ?? 0);
    this.#held.delete(hash);
    this.#held.set(hash, { value, weight });
    for (const [oldest, { weight: freed }] of this.#held) {
      if (this.#weight <= this.#most || oldest === hash) return;
      this.#held.delete(oldest);
      this.#weight -= freed;
    }
  }
}
