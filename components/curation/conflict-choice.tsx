"use client";

import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ConflictItem } from "#lib/curation/schemas.ts";
import { useShown } from "./change-view.tsx";
import classes from "./conflict-choice.module.css";
import { fieldName, valueText, valueWords, writtenValue } from "./field-words.ts";
import { textDiff } from "./text-diff.ts";

export type Choice = "base" | "ours" | "theirs" | "value";

interface ConflictChoiceProps {
  workspace: string;
  conflict: ConflictItem;
  /** Says what it is, before its field: "conflict 1 of 2". */
  label: string;
  title: string;
  /** The branches that the two sides are of. */
  ours: string;
  theirs: string;
  chosen: Choice | null;
  disabled?: boolean;
  onChoose: (choice: Choice, value?: unknown) => void;
}

/** One field that both sides changed: what it was, what each made of it, and the choice. */
export function ConflictChoice(props: ConflictChoiceProps) {
  const { workspace, conflict, label, title, ours, theirs, chosen, disabled, onChoose } = props;
  // Where no side has edited the field yet, the branch's beginning shows what was captured.
  const base = useShown(workspace, conflict, conflict.base, `${theirs}@0`);
  const shown = (value: unknown) => (value === undefined ? base : value);
  const [draft, setDraft] = useState<string | null>(null);
  const { path } = conflict;
  return (
    <section className={classes.conflict} aria-label={`Conflict in ${fieldName(conflict)} of ${title}`}>
      <div className={classes.head}>
        <span className={classes.chip}>{label}</span>
        <span className={classes.title}>{title}</span>
        <span className={classes.field}>{fieldName(conflict)}</span>
        {conflict.reason === "excluded" && (
          <span className={classes.field}>one side excludes the run that the other edited</span>
        )}
      </div>
      <div className={classes.sides}>
        <Side name="base" path={path} value={base} />
        <Side name={ours} path={path} value={shown(conflict.ours)} base={base} />
        <Side name={theirs} path={path} value={shown(conflict.theirs)} base={base} />
      </div>
      {draft !== null && (
        <div className={classes.draft}>
          <Textarea
            aria-label={`Value of ${fieldName(conflict)}`}
            value={draft}
            onChange={event => setDraft(event.currentTarget.value)}
            autosize
            minRows={2}
            maxRows={12}
          />
        </div>
      )}
      <div className={classes.actions}>
        <Pick chosen={chosen === "ours"} disabled={disabled} onClick={() => onChoose("ours")}>
          Keep {ours}
        </Pick>
        <Pick chosen={chosen === "theirs"} disabled={disabled} onClick={() => onChoose("theirs")}>
          Take {theirs}
        </Pick>
        <Pick chosen={chosen === "base"} disabled={disabled} onClick={() => onChoose("base")}>
          Back to base
        </Pick>
        {draft === null ? (
          <Pick
            chosen={chosen === "value"}
            disabled={disabled}
            onClick={() => setDraft(valueText(shown(conflict.theirs)))}
          >
            Write a value
          </Pick>
        ) : (
          <Button
            variant="filled"
            disabled={disabled}
            onClick={() => onChoose("value", writtenValue(path, draft))}
          >
            Use this value
          </Button>
        )}
      </div>
    </section>
  );
}

function Side({ name, path, value, base }: { name: string; path: string; value: unknown; base?: unknown }) {
  return (
    <div className={classes.side}>
      <div className={classes.name}>{name}</div>
      {path.startsWith("steps/") && typeof value === "string" && typeof base === "string" ? (
        <div className={classes.value}>
          {textDiff(base, value)
            .filter(part => part.kind !== "removed")
            .map((part, place) =>
              part.kind === "added" ? (
                <ins key={place}>{part.text}</ins>
              ) : (
                <span key={place}>{part.text}</span>
              ),
            )}
        </div>
      ) : (
        <div className={classes.value}>{valueWords(path, value)}</div>
      )}
    </div>
  );
}

interface PickProps {
  chosen: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Pick({ chosen, disabled, onClick, children }: PickProps) {
  return (
    <Button
      variant={chosen ? "light" : "default"}
      aria-pressed={chosen}
      disabled={disabled}
      onClick={onClick}
    >
      {chosen && <span aria-hidden="true">✓&nbsp;</span>}
      {children}
    </Button>
  );
}
