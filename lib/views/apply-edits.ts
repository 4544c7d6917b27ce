import type { PlacedStep } from "#lib/trajectories/schemas.ts";
import type { EditValue } from "#lib/views/edit-value.ts";

/** The edits that a view shows of one record, by path. */
export type RecordEdits = ReadonlyMap<string, EditValue>;

const noEdits: RecordEdits = new Map();

/** The value of a field, where an edit sets one; undefined where it is as logged. */
export function editedValue(edits: RecordEdits, path: string): unknown {
  const edit = edits.get(path);
  return edit && "value" in edit ? edit.value : undefined;
}

/** The step that a path edits, and what of it. */
export function stepPath(path: string): { idx: number; field: string } | null {
  const match = /^steps\/(\d+)\/(content|deleted)$/.exec(path);
  return match?.[1] && match[2] ? { idx: Number(match[1]), field: match[2] } : null;
}

/** The first step whose content an edit changes; null where all is as logged. What raters judged before is then stale. */
export function firstEditedStep(edits: RecordEdits): number | null {
  let first: number | null = null;
  for (const [path, edit] of edits) {
    const step = stepPath(path);
    if (step && "value" in edit && (first === null || step.idx < first)) first = step.idx;
  }
  return first;
}

/**
 * Steps with edits applied: texts replaced, deleted steps gone. Token ids and log-probabilities are dropped from the first
 * edited step on, since they belong to a text that no longer stands before them.
 */
export function editedSteps(steps: readonly PlacedStep[], edits: RecordEdits = noEdits): PlacedStep[] {
  const first = firstEditedStep(edits);
  if (first === null) return [...steps];
  return steps.flatMap(step => {
    if (editedValue(edits, `steps/${step.idx}/deleted`) !== undefined) return [];
    const content = editedValue(edits, `steps/${step.idx}/content`);
    const edited = typeof content === "string" ? { ...step, content } : step;
    return [step.idx >= first ? withoutTokens(edited) : edited];
  });
}

function withoutTokens(step: PlacedStep): PlacedStep {
  if (!step.rollout) return step;
  const {
    promptTokenIds: _prompt,
    completionTokenIds: _completion,
    logprobs: _logprobs,
    ...rollout
  } = step.rollout;
  return { ...step, rollout };
}

/** Metadata with the edits of its members applied; an edit to null takes a member away. */
export function editedMetadata(
  metadata: Record<string, unknown> | undefined,
  edits: RecordEdits,
): Record<string, unknown> | undefined {
  const result = { ...metadata };
  let changed = false;
  for (const [path, edit] of edits) {
    if (!path.startsWith("metadata/") || !("value" in edit)) continue;
    changed = true;
    const member = path.slice("metadata/".length);
    if (edit.value === null) delete result[member];
    else result[member] = edit.value;
  }
  return changed ? result : metadata;
}
