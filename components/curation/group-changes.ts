import type { FieldChangeItem } from "#lib/curation/schemas.ts";

export type TitledChange = FieldChangeItem & { title: string | null };

export interface ChangeGroup {
  recordIds: string[];
  title: string | null;
  /** What changed of the first record; of the others the same. */
  changes: TitledChange[];
}

/** So many records with the same change are told as one. */
const fewestAlike = 4;

/** Changes by record, in the order they came; many records with exactly the same change stand together. */
export function groupChanges(changes: readonly TitledChange[]): ChangeGroup[] {
  const alike = [
    ...Map.groupBy(byRecord(changes), group => JSON.stringify(group.changes.map(sayings))).values(),
  ];
  return alike.flatMap(groups => {
    const [first] = groups;
    if (!first || groups.length < fewestAlike) return groups;
    return [{ ...first, recordIds: groups.flatMap(group => group.recordIds) }];
  });
}

function byRecord(changes: readonly TitledChange[]): ChangeGroup[] {
  const records = Map.groupBy(changes, change => change.recordId);
  return [...records].map(([recordId, own]) => ({
    recordIds: [recordId],
    title: own[0]?.title ?? null,
    changes: own,
  }));
}

/** What makes two changes the same: texts are each their own, where nothing says what they were. */
function sayings({ recordKind, recordId, path, before, after }: TitledChange): unknown[] {
  return [recordKind, path, before ?? null, after ?? null, path.startsWith("steps/") ? recordId : null];
}
