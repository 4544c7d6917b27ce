"use client";

import { useEffect, useMemo, useRef } from "react";

/**
 * Knows whether the item of `lease` has been on the screen for a frame, and since when. A verdict before that would
 * judge what nobody saw.
 */
export function usePainted(lease: string | undefined) {
  const painted = useRef<{ lease: string; atMs: number } | null>(null);
  const wanted = useRef(lease);
  wanted.current = lease;
  useEffect(() => {
    if (lease === undefined) return;
    // The second frame starts after the first one with the item was drawn.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        painted.current = { lease, atMs: performance.now() };
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [lease]);
  return useMemo(
    () => ({
      isReady: () => wanted.current !== undefined && painted.current?.lease === wanted.current,
      sinceMs: () => Math.round(performance.now() - (painted.current?.atMs ?? performance.now())),
    }),
    [],
  );
}
