/**
 * Three-way merge by field. A field is addressed by its record and path; its value is canonical text (`editText`), and a
 * field that is missing from a side reads as logged. Tags are fields of their own (`tags/NAME`), so that sets merge as sets,
 * and steps merge text by text.
 */

export interface FieldKey {
  recordKind: "trajectory" | "comparison" | "preference" | "reward";
  recordId: string;
  path: string;
}

/** Values by `fieldKeyText`. */
export type Fields = ReadonlyMap<string, string>;

export interface FieldChange extends FieldKey {
  before: string;
  after: string;
}

export interface FieldConflict extends FieldKey {
  base: string;
  ours: string;
  theirs: string;
  /** `both`: both sides changed the field. `excluded`: one side excluded the record that the other edited. */
  reason: "both" | "excluded";
}

export interface MergeResult {
  /** What the target must change, in order of record and path. */
  changes: FieldChange[];
  conflicts: FieldConflict[];
}

const unedited = '{"asLogged":true}';
const excludedTrue = '{"value":true}';

export function fieldKeyText({ recordKind, recordId, path }: FieldKey): string {
  return `${recordKind} ${recordId} ${path}`;
}

export function parseFieldKey(text: string): FieldKey {
  const [recordKind, recordId, ...path] = text.split(" ");
  if (
    recordKind !== "trajectory" &&
    recordKind !== "comparison" &&
    recordKind !== "preference" &&
    recordKind !== "reward"
  ) {
    throw new TypeError(`${text} is no field`);
  }
  return { recordKind, recordId: recordId ?? "", path: path.join(" ") };
}

/**
 * What merging `theirs` into `ours` comes to, both grown from `base`. The same change on both sides is no conflict.
 * `resolved` decides conflicts by field: a value, whatever the sides say.
 */
export function mergeFields(
  base: Fields,
  ours: Fields,
  theirs: Fields,
  resolved: Fields = new Map(),
): MergeResult {
  const result: MergeResult = { changes: [], conflicts: [] };
  const excluded = excludedRecords(base, ours, theirs);
  const excludedBy = (side: "ours" | "theirs", { recordId, path }: FieldKey) => {
    const other = side === "ours" ? "theirs" : "ours";
    return path !== "excluded" && excluded[side].has(recordId) && !excluded[other].has(recordId);
  };
  for (const key of [...new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])].sort()) {
    const field = parseFieldKey(key);
    const sides = {
      base: base.get(key) ?? unedited,
      ours: ours.get(key) ?? unedited,
      theirs: theirs.get(key) ?? unedited,
    };
    const edited = { ours: sides.ours !== sides.base, theirs: sides.theirs !== sides.base };
    if (sides.ours === sides.theirs || (!edited.ours && !edited.theirs)) continue;
    if (edited.ours && edited.theirs) settle(result, key, field, sides, "both", resolved);
    else if (excludedBy(edited.ours ? "theirs" : "ours", field))
      settle(result, key, field, sides, "excluded", resolved);
    else if (edited.theirs) result.changes.push({ ...field, before: sides.ours, after: sides.theirs });
  }
  return result;
}

function settle(
  result: MergeResult,
  key: string,
  field: FieldKey,
  sides: { base: string; ours: string; theirs: string },
  reason: FieldConflict["reason"],
  resolved: Fields,
): void {
  const decision = resolved.get(key);
  if (decision === undefined) result.conflicts.push({ ...field, ...sides, reason });
  else if (decision !== sides.ours) result.changes.push({ ...field, before: sides.ours, after: decision });
}

/** The records that each side newly excludes. */
function excludedRecords(
  base: Fields,
  ours: Fields,
  theirs: Fields,
): { ours: Set<string>; theirs: Set<string> } {
  const newly = (side: Fields) => {
    const records = new Set<string>();
    for (const [key, value] of side) {
      const { recordId, path } = parseFieldKey(key);
      if (path === "excluded" && value === excludedTrue && base.get(key) !== excludedTrue)
        records.add(recordId);
    }
    return records;
  };
  return { ours: newly(ours), theirs: newly(theirs) };
}

/** The fields whose values differ, as changes from one to the other. */
export function diffFields(from: Fields, to: Fields): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const key of [...new Set([...from.keys(), ...to.keys()])].sort()) {
    const before = from.get(key) ?? unedited;
    const after = to.get(key) ?? unedited;
    if (before !== after) changes.push({ ...parseFieldKey(key), before, after });
  }
  return changes;
}
