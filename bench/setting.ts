import { checkpoint } from "./copy-peer.ts";
import { median, type Point } from "./figures.ts";
import type { Product } from "./product.ts";
import type { Run } from "./source-runs.ts";

/** What every bench gets. */
export interface Setting {
  product: Product;
  runs: Run[];
  repetitions: number;
  /** Three sizes, times the scale that was asked for. */
  sizes(small: number, middle: number, large: number): number[];
}

interface Repetition {
  ours: number;
  peer: () => Promise<number>;
}

/** Medians over repetitions; ours and the peer take turns, so that a noisy moment meets both. */
export async function compared(
  { product, repetitions }: Setting,
  repeat: () => Promise<Repetition>,
): Promise<Omit<Point, "size"> & { peer: number }> {
  const ours: number[] = [];
  const peers: number[] = [];
  for (let done = 0; done < repetitions; done++) {
    await checkpoint(product.database);
    const repetition = await repeat();
    ours.push(repetition.ours);
    await checkpoint(product.database);
    peers.push(await repetition.peer());
  }
  return { ours: median(ours), peer: median(peers) };
}
