import type { OutcomeStatus, TrajectoryStatus } from "#lib/trajectories/schemas.ts";
import classes from "./outcome.module.css";

const glyphs = { success: "✓", failure: "✕", partial: "◐", running: "●", none: "–" } as const;
const words = {
  success: "success",
  failure: "failure",
  partial: "partial",
  running: "running",
  none: "none",
} as const;

/** How a run ended: a glyph and a word, so that nothing hangs on colour. */
export function Outcome({ outcome, status }: { outcome: OutcomeStatus | null; status: TrajectoryStatus }) {
  const kind = outcome ?? (status === "running" ? "running" : "none");
  return (
    <span className={classes.outcome} data-kind={kind}>
      <span className={classes.glyph} aria-hidden="true">
        {glyphs[kind]}
      </span>
      {words[kind]}
    </span>
  );
}
