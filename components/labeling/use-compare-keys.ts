"use client";

import { useEffect, useRef } from "react";
import type { ShownVerdict } from "#lib/labeling/schemas.ts";
import { verdictChoices } from "./verdicts.ts";

export interface CompareActions {
  verdict: (verdict: ShownVerdict) => void;
  skip: () => void;
  undo: () => void;
  rationale: () => void;
  scrollTogether: () => void;
  divergence: () => void;
  keys: () => void;
  step: (by: 1 | -1) => void;
}

/**
 * The keys of the compare screen. They are ignored while typing, in dialogs and menus, with modifiers, when held down,
 * and while `isReady` says that the item is not on the screen yet.
 */
export function useCompareKeys(actions: CompareActions, isReady: () => boolean) {
  const latest = useRef({ actions, isReady });
  latest.current = { actions, isReady };
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isBusyTarget(event.target) || document.querySelector("[role=dialog]")) return;
      const act = actOf(event, latest.current.actions);
      if (!act) return;
      event.preventDefault();
      if (act.always || latest.current.isReady()) act.run();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isBusyTarget(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]",
    ) !== null
  );
}

interface Act {
  run: () => void;
  /** True where the act does not touch the item on the screen. */
  always?: boolean;
}

function actOf(event: KeyboardEvent, actions: CompareActions): Act | null {
  // By place on the keyboard, so that digits work where they are typed with Shift.
  const digit = event.shiftKey ? null : /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const choice = verdictChoices.find(candidate => candidate.digit === digit);
  if (choice) return { run: () => actions.verdict(choice.verdict) };
  if (event.shiftKey && event.key.toLowerCase() === "s") return { run: actions.skip };
  if (event.key === "?") return { run: actions.keys, always: true };
  if (event.shiftKey) return null;
  switch (event.key) {
    case "u":
      return { run: actions.undo, always: true };
    case "r":
      return { run: actions.rationale };
    case "l":
      return { run: actions.scrollTogether, always: true };
    case "d":
      return { run: actions.divergence, always: true };
    case "j":
      return { run: () => actions.step(1) };
    case "k":
      return { run: () => actions.step(-1) };
    default:
      return null;
  }
}
