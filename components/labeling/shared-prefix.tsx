"use client";

import { UnstyledButton } from "@mantine/core";
import { TurnView } from "#components/trajectory/turn-view.tsx";
import { turnsOf } from "#components/trajectory/turns.ts";
import { counted } from "#components/ui/format.ts";
import type { BlindStep, CompareItem } from "#lib/labeling/schemas.ts";
import classes from "./shared-prefix.module.css";
import { type CompareView, ViewToggles } from "./view-toggles.tsx";

interface SharedPrefixProps {
  item: CompareItem;
  isOpen: boolean;
  onToggle: () => void;
  view: CompareView;
  onView: (name: keyof CompareView) => void;
}

/** The steps that both sides have alike, as one line that opens. */
export function SharedPrefix({ item, isOpen, onToggle, view, onView }: SharedPrefixProps) {
  const shared = item.left.slice(0, item.sharedSteps);
  return (
    <section className={classes.prefix} aria-label="Identical steps">
      <div className={classes.line}>
        {shared.length === 0 ? (
          <span>The runs differ from their first step</span>
        ) : (
          <UnstyledButton className={classes.toggle} aria-expanded={isOpen} onClick={onToggle}>
            <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {counted(shared.length, "identical step")}
            <span className={classes.names}>{shared.flatMap(namesOf).join(", ")}</span>
          </UnstyledButton>
        )}
        <ViewToggles view={view} onToggle={onView} />
      </div>
      {isOpen && (
        <div className={classes.steps}>
          {turnsOf(shared).map(turn => (
            <TurnView key={turn.place} turn={turn} />
          ))}
        </div>
      )}
    </section>
  );
}

/** A step in the one line: its role, or the tools that it calls; their answers go without saying. */
function namesOf(step: BlindStep): string[] {
  if (step.role === "tool") return [];
  return step.toolCalls?.length ? step.toolCalls.map(call => call.name) : [step.role];
}
