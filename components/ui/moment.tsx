"use client";

import { useSyncExternalStore } from "react";
import { ago, exactTime } from "./format.ts";

const refreshMs = 30_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, refreshMs);
  return () => clearInterval(timer);
}

/** Rounded, so that a render between two ticks sees the same moment. */
const readClock = () => Math.floor(Date.now() / refreshMs) * refreshMs + refreshMs;

/** A time as "14 min ago", kept fresh, with the exact time on hover. */
export function Moment({ at }: { at: string }) {
  const now = useSyncExternalStore(subscribe, readClock, readClock);
  const atMs = Date.parse(at);
  return (
    <time dateTime={at} title={exactTime(atMs)} suppressHydrationWarning>
      {ago(atMs, now)}
    </time>
  );
}
