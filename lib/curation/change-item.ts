import type { FieldChange, FieldConflict } from "#lib/curation/merge/three-way.ts";
import type { ConflictItem, FieldChangeItem } from "#lib/curation/schemas.ts";

/** An edit's text as it goes over the wire: the value, or nothing where the field is as captured. */
function shown(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && "value" in value ? value.value : undefined;
}

export function changeItem({ recordKind, recordId, path, before, after }: FieldChange): FieldChangeItem {
  return { recordKind, recordId, path, before: shown(before), after: shown(after) };
}

export function conflictItem({
  recordKind,
  recordId,
  path,
  reason,
  base,
  ours,
  theirs,
}: FieldConflict): ConflictItem {
  return { recordKind, recordId, path, reason, base: shown(base), ours: shown(ours), theirs: shown(theirs) };
}
