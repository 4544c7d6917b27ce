"use client";

import { useHotkeys } from "@mantine/hooks";
import { useCallback, useEffect, useRef, useState } from "react";
import type { StepRole } from "#lib/trajectories/schemas.ts";
import classes from "./minimap.module.css";

export interface MinimapStep {
  idx: number;
  role: StepRole;
  letters: number;
  tools: string[];
}

/** A step's bar grows with the logarithm of its length: a page of text is about twice a sentence. */
function barShare(letters: number): number {
  return Math.min(1, 0.18 + Math.log10(1 + letters) / 5);
}

/** Every step as a bar: shape tells the role, width the length. A click goes there; J and K walk. */
export function Minimap({ steps }: { steps: MinimapStep[] }) {
  const [current, setCurrent] = useState(-1);
  // Keys may come faster than the browser reports the new address.
  const latest = useRef(-1);
  const goTo = useCallback((idx: number) => {
    latest.current = idx;
    setCurrent(idx);
  }, []);
  useEffect(() => {
    const read = () => goTo(Number(/^#step-(\d+)$/.exec(window.location.hash)?.[1] ?? -1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [goTo]);

  function walk(by: number) {
    const place = steps.findIndex(step => step.idx === latest.current);
    const next = steps[Math.max(0, Math.min(steps.length - 1, place + by))];
    if (!next) return;
    goTo(next.idx);
    // Replaced, so that going back leaves the run instead of retracing every step.
    window.location.replace(`#step-${next.idx}`);
  }
  useHotkeys([
    ["j", () => walk(1)],
    ["k", () => walk(-1)],
  ]);

  return (
    <nav className={classes.map} aria-label="Steps">
      {steps.map(step => (
        <a
          key={step.idx}
          href={`#step-${step.idx}`}
          className={classes.step}
          data-role={step.role}
          aria-current={step.idx === current ? "location" : undefined}
          title={`${step.idx} ${step.role}${step.tools.length > 0 ? `: ${step.tools.join(", ")}` : ""}`}
          aria-label={`Step ${step.idx}, ${step.role}`}
        >
          <span className={classes.bar} style={{ width: `${100 * barShare(step.letters)}%` }} />
        </a>
      ))}
    </nav>
  );
}
