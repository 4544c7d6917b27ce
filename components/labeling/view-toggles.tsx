"use client";

import { Kbd, UnstyledButton } from "@mantine/core";
import classes from "./view-toggles.module.css";

export interface CompareView {
  /** Show the shared beginning as one line and mark what differs after it. */
  divergence: boolean;
  /** Scroll both sides as one. */
  together: boolean;
}

interface ViewTogglesProps {
  view: CompareView;
  onToggle: (name: keyof CompareView) => void;
}

export function ViewToggles({ view, onToggle }: ViewTogglesProps) {
  return (
    <span className={classes.toggles}>
      <UnstyledButton
        aria-pressed={view.together}
        className={classes.toggle}
        onClick={() => onToggle("together")}
      >
        <Mark isOn={view.together} /> together <Kbd>l</Kbd>
      </UnstyledButton>
      <UnstyledButton
        aria-pressed={view.divergence}
        className={classes.toggle}
        onClick={() => onToggle("divergence")}
      >
        <Mark isOn={view.divergence} /> divergence <Kbd>d</Kbd>
      </UnstyledButton>
    </span>
  );
}

function Mark({ isOn }: { isOn: boolean }) {
  return <span aria-hidden="true">{isOn ? "✓" : "○"}</span>;
}
