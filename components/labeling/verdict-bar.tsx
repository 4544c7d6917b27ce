"use client";

import { Kbd, Textarea, UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { counted } from "#components/ui/format.ts";
import type { CompareActions } from "./use-compare-keys.ts";
import classes from "./verdict-bar.module.css";
import { verdictChoices } from "./verdicts.ts";

interface VerdictBarProps {
  isDisabled: boolean;
  /** Null while the field is closed. */
  rationale: string | null;
  onRationale: (text: string | null) => void;
  actions: CompareActions;
  isUndoing: boolean;
  lastAct: string;
  waiting: number;
}

export function VerdictBar(props: VerdictBarProps) {
  const { isDisabled, actions } = props;
  return (
    <footer className={classes.bar}>
      {props.rationale !== null && <Rationale text={props.rationale} onChange={props.onRationale} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid of equal tracks everywhere */}
      <div className={classes.verdicts} role="group" aria-label="Verdict">
        {verdictChoices.map(choice => (
          <UnstyledButton
            key={choice.verdict}
            className={classes.verdict}
            data-side={choice.side ?? undefined}
            disabled={isDisabled}
            onClick={() => actions.verdict(choice.verdict)}
          >
            {choice.label}
            <Kbd>{choice.digit}</Kbd>
          </UnstyledButton>
        ))}
      </div>
      <div className={classes.line}>
        <UnstyledButton className={classes.action} disabled={isDisabled} onClick={actions.skip}>
          Skip <Kbd>Shift S</Kbd>
        </UnstyledButton>
        <UnstyledButton className={classes.action} disabled={props.isUndoing} onClick={actions.undo}>
          Undo <Kbd>u</Kbd>
        </UnstyledButton>
        <UnstyledButton
          className={classes.action}
          disabled={isDisabled}
          aria-expanded={props.rationale !== null}
          onClick={actions.rationale}
        >
          Why <Kbd>r</Kbd>
        </UnstyledButton>
        <span className={classes.act} aria-live="polite">
          {props.lastAct && <Act words={props.lastAct} />}
        </span>
        <span className={classes.saved} aria-live="polite">
          {props.waiting === 0 ? "✓ all saved" : `${counted(props.waiting, "vote")} waiting to send`}
        </span>
        <UnstyledButton className={classes.action} onClick={actions.keys}>
          Keys <Kbd>?</Kbd>
        </UnstyledButton>
      </div>
    </footer>
  );
}

/** `Recorded A better`, or `Undid A better`. */
function Act({ words }: { words: string }) {
  const undone = /^undid (.*)$/.exec(words)?.[1];
  return (
    <>
      {undone === undefined ? "Recorded " : "Undid "}
      <em>{undone ?? words}</em>
    </>
  );
}

function Rationale({ text, onChange }: { text: string; onChange: (text: string | null) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Textarea
      ref={field}
      className={classes.rationale}
      label="Why"
      description="Goes with the verdict. Escape leaves the field, and the keys judge again."
      autosize
      minRows={2}
      maxRows={6}
      value={text}
      onChange={event => onChange(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== "Escape") return;
        event.currentTarget.blur();
        if (text.trim() === "") onChange(null);
      }}
    />
  );
}
