"use client";

import type { FieldChangeItem } from "#lib/curation/schemas.ts";
import { fieldAt, useFieldsAt } from "./captured.ts";
import classes from "./change-view.module.css";
import { fieldName, valueWords } from "./field-words.ts";
import { textDiff } from "./text-diff.ts";

interface ChangeViewProps {
  workspace: string;
  change: FieldChangeItem;
  /** The ref that shows the field as it was before; what was captured is read there. Null where nobody can tell. */
  beforeAt: string | null;
  /** The same for how it is. */
  afterAt?: string | null;
}

/** One field's change: its name, what it was and what it is. Texts are compared word by word. */
export function ChangeView({ workspace, change, beforeAt, afterAt = null }: ChangeViewProps) {
  const before = useShown(workspace, change, change.before, beforeAt);
  const after = useShown(workspace, change, change.after, afterAt);
  return (
    <div className={classes.change}>
      <span className={classes.field}>{fieldName(change)}</span>
      <Difference path={change.path} before={before} after={after} />
    </div>
  );
}

/** A field's value, or what the trajectory shows at a ref where the field is as captured. */
export function useShown(
  workspace: string,
  { recordKind, recordId, path }: Pick<FieldChangeItem, "recordKind" | "recordId" | "path">,
  value: unknown,
  at: string | null,
): unknown {
  const isCaptured = recordKind === "trajectory" && value === undefined;
  const fields = useFieldsAt(workspace, recordId, at, isCaptured);
  return isCaptured && fields.data ? fieldAt(fields.data, path) : value;
}

interface DifferenceProps {
  path: string;
  before: unknown;
  after: unknown;
}

/** What went is struck out, what came is underlined: texts word by word, tags as a set, the rest whole. */
export function Difference(props: DifferenceProps) {
  return (
    <div className={classes.difference}>
      <Values {...props} />
    </div>
  );
}

function Values({ path, before, after }: DifferenceProps) {
  if (path.startsWith("tags/"))
    return <TagDifference tag={path.slice("tags/".length)} added={after === true} />;
  if (path.endsWith("/deleted"))
    return typeof before === "string" ? <del className={classes.text}>{before}</del> : <del>deleted</del>;
  if (path.startsWith("steps/") && typeof before === "string" && typeof after === "string")
    return <TextDifference before={before} after={after} />;
  return (
    <span className={classes.values}>
      <del>{valueWords(path, before)}</del>
      <span aria-hidden="true"> → </span>
      <ins>{valueWords(path, after)}</ins>
    </span>
  );
}

function TagDifference({ tag, added }: { tag: string; added: boolean }) {
  return added ? <ins>+ {tag}</ins> : <del>− {tag}</del>;
}

function TextDifference({ before, after }: { before: string; after: string }) {
  return (
    <div className={classes.text}>
      {textDiff(before, after).map((part, place) =>
        part.kind === "same" ? (
          <span key={place}>{shortened(part.text)}</span>
        ) : part.kind === "removed" ? (
          <del key={place}>{part.text}</del>
        ) : (
          <ins key={place}>{part.text}</ins>
        ),
      )}
    </div>
  );
}

/** So many letters of what both texts have stand around a change. */
const contextLetters = 300;

function shortened(text: string): string {
  if (text.length <= 2 * contextLetters) return text;
  return `${text.slice(0, contextLetters)} … ${text.slice(-contextLetters)}`;
}
