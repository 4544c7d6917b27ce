"use client";

import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { isProblem, reasonOf } from "#components/ui/api.ts";
import type { Subject } from "#lib/query/fields.ts";
import { FieldsHelp } from "./fields-help.tsx";
import classes from "./filter-bar.module.css";

interface FilterBarProps {
  subject: Subject;
  filter: string;
  placeholder: string;
  /** Why the filter that stands in the address was refused. */
  error: unknown;
  onApply: (filter: string) => void;
  children?: ReactNode;
}

/** The filter as text: Enter applies it, a refusal is explained under it with a caret at the place. */
export function FilterBar({ subject, filter, placeholder, error, onApply, children }: FilterBarProps) {
  const [draft, setDraft] = useState(filter);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setDraft(filter), [filter]);
  useSlashKey(input);

  function submit(event: FormEvent) {
    event.preventDefault();
    onApply(draft.trim());
  }

  function take(example: string) {
    setDraft(draft.trim() === "" ? example : `${draft.trim()} && ${example}`);
    input.current?.focus();
  }

  return (
    <search>
      <form onSubmit={submit} className={classes.form}>
        <div className={classes.line}>
          <TextInput
            ref={input}
            className={classes.field}
            classNames={{ input: classes.input }}
            aria-label="Filter"
            aria-describedby={error ? "filter-error" : undefined}
            placeholder={placeholder}
            value={draft}
            error={Boolean(error)}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            onChange={event => setDraft(event.currentTarget.value)}
            onKeyDown={event => {
              if (event.key === "Escape") setDraft(filter);
            }}
          />
          {draft.trim() !== filter && (
            <Button type="submit" variant="filled">
              Apply
            </Button>
          )}
          {filter !== "" && draft.trim() === filter && <Button onClick={() => onApply("")}>Clear</Button>}
          <FieldsHelp subject={subject} onTake={take} />
          {children}
        </div>
        {error ? <FilterError error={error} /> : null}
      </form>
    </search>
  );
}

export function FilterError({ error }: { error: unknown }) {
  const caret = isProblem(error) ? error.caret : undefined;
  return (
    <div id="filter-error" role="alert" className={classes.error}>
      {/* What comes with a caret says why in its first line. */}
      {caret ? <pre className={classes.caret}>{caret}</pre> : reasonOf(error)}
    </div>
  );
}

function useSlashKey(input: { current: HTMLInputElement | null }) {
  useEffect(() => {
    function focus(event: KeyboardEvent) {
      const target = event.target;
      const typing =
        target instanceof HTMLElement && target.closest("input, textarea, select, [role=dialog]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    }
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [input]);
}
