import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  diffFields,
  type FieldChange,
  type FieldConflict,
  type Fields,
  fieldKeyText,
  mergeFields,
  parseFieldKey,
} from "#lib/curation/merge/three-way.ts";

const unedited = '{"asLogged":true}';
const excluded = '{"value":true}';
const records = ["trajectory 1", "trajectory 2", "comparison 3"];
const keys = records.flatMap(record => [`${record} excluded`, `${record} task`, `${record} tags/a b`]);
const value = fc.constantFrom(unedited, excluded, '{"value":false}', '{"value":"x"}', '{"value":null}');
const fields = fc
  .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 8 })
  .map(entries => new Map(entries) as Fields);

const at = (side: Fields, key: string) => side.get(key) ?? unedited;
const shown = (side: Fields) => Object.fromEntries(keys.map(key => [key, at(side, key)]));
function apply(side: Fields, changes: readonly FieldChange[]): Fields {
  return new Map([...side, ...changes.map(change => [fieldKeyText(change), change.after] as const)]);
}
const decide = (conflicts: readonly FieldConflict[], side: "base" | "ours" | "theirs") =>
  new Map(conflicts.map(one => [fieldKeyText(one), one[side]]));

/** Runs a law for any base and two sides that grew from it. */
const law = (holds: (base: Fields, ours: Fields, theirs: Fields) => void) =>
  fc.assert(
    fc.property(fields, fields, fields, (base, x, y) => {
      holds(base, new Map([...base, ...x]), new Map([...base, ...y]));
    }),
    { numRuns: 1000 },
  );

describe("merging by field", () => {
  test("of nothing changes nothing", () => {
    law((base, ours) => expect(mergeFields(base, ours, base)).toEqual({ changes: [], conflicts: [] }));
  });

  test("into what did not move gives exactly the other side", () => {
    law((base, _, theirs) => {
      const { changes, conflicts } = mergeFields(base, base, theirs);
      expect(conflicts).toEqual([]);
      expect(shown(apply(base, changes))).toEqual(shown(theirs));
    });
  });

  test("of the same change on both sides is no conflict", () => {
    law((base, ours) =>
      expect(mergeFields(base, ours, new Map(ours))).toEqual({ changes: [], conflicts: [] }),
    );
  });

  test("reads a missing field as one that shows what was captured", () => {
    law((base, ours, theirs) => {
      const full = (side: Fields) => new Map(keys.map(key => [key, at(side, key)]));
      expect(mergeFields(full(base), full(ours), full(theirs))).toEqual(mergeFields(base, ours, theirs));
    });
  });

  test("of edits of different records comes out the same in either order", () => {
    law((base, x, y) => {
      const ours = new Map([...base, ...[...x].filter(([key]) => key.startsWith("trajectory 1"))]);
      const theirs = new Map([...base, ...[...y].filter(([key]) => !key.startsWith("trajectory 1"))]);
      const [one, other] = [mergeFields(base, ours, theirs), mergeFields(base, theirs, ours)];
      expect([...one.conflicts, ...other.conflicts]).toEqual([]);
      expect(shown(apply(ours, one.changes))).toEqual(shown(apply(theirs, other.changes)));
    });
  });

  test("finds the same conflicts from either side, and without them gives the same in either order", () => {
    law((base, ours, theirs) => {
      const [one, other] = [mergeFields(base, ours, theirs), mergeFields(base, theirs, ours)];
      expect(other.conflicts).toEqual(
        one.conflicts.map(found => ({ ...found, ours: found.theirs, theirs: found.ours })),
      );
      const left = apply(
        apply(ours, one.changes),
        mergeFields(base, ours, theirs, decide(one.conflicts, "ours")).changes,
      );
      const right = apply(theirs, mergeFields(base, theirs, ours, decide(other.conflicts, "theirs")).changes);
      expect(shown(left)).toEqual(shown(right));
    });
  });

  test("drops neither side of a conflict: each decision gives exactly the side that it names", () => {
    law((base, ours, theirs) => {
      const { conflicts } = mergeFields(base, ours, theirs);
      for (const side of ["base", "ours", "theirs"] as const) {
        const decided = mergeFields(base, ours, theirs, decide(conflicts, side));
        expect(decided.conflicts).toEqual([]);
        const merged = apply(ours, decided.changes);
        for (const one of conflicts) expect(at(merged, fieldKeyText(one))).toBe(one[side]);
      }
    });
  });

  test("names what each side and the base hold in a conflict", () => {
    law((base, ours, theirs) => {
      for (const one of mergeFields(base, ours, theirs).conflicts) {
        const key = fieldKeyText(one);
        expect([one.base, one.ours, one.theirs]).toEqual([at(base, key), at(ours, key), at(theirs, key)]);
        expect(one.ours).not.toBe(one.theirs);
      }
    });
  });

  test("leaves nothing of theirs out but conflicts, and what ours alone changed", () => {
    law((base, ours, theirs) => {
      const { changes, conflicts } = mergeFields(base, ours, theirs);
      const conflicting = new Set(conflicts.map(fieldKeyText));
      for (const { before, ...left } of diffFields(apply(ours, changes), theirs)) {
        const key = fieldKeyText(left);
        if (!conflicting.has(key))
          expect({ before, theirs: at(theirs, key) }).toEqual({
            before: at(ours, key),
            theirs: at(base, key),
          });
      }
    });
  });

  test("merges once: the merged fields take nothing more from the same side", () => {
    law((base, ours, theirs) => {
      const { conflicts } = mergeFields(base, ours, theirs);
      const merged = apply(ours, mergeFields(base, ours, theirs, decide(conflicts, "ours")).changes);
      expect(mergeFields(theirs, merged, theirs)).toEqual({ changes: [], conflicts: [] });
    });
  });

  test("meets an exclusion on one side and any edit of that record on the other as a conflict, both ways", () => {
    const task = { recordKind: "trajectory", recordId: "1", path: "task" };
    const edit = new Map([["trajectory 1 task", '{"value":"x"}']]);
    const exclude = new Map([["trajectory 1 excluded", excluded]]);
    const other = new Map([["trajectory 2 task", '{"value":"x"}']]);
    const sides = { base: unedited, reason: "excluded" };
    expect(mergeFields(new Map(), edit, exclude).conflicts).toEqual([
      { ...task, ...sides, ours: '{"value":"x"}', theirs: unedited },
    ]);
    expect(mergeFields(new Map(), exclude, edit).conflicts).toEqual([
      { ...task, ...sides, ours: unedited, theirs: '{"value":"x"}' },
    ]);
    expect(mergeFields(new Map(), exclude, other).conflicts).toEqual([]);
    expect(mergeFields(new Map(), new Map([...exclude, ...edit]), exclude).conflicts).toEqual([]);
    expect(mergeFields(exclude, new Map([...exclude, ...edit]), exclude).conflicts).toEqual([]);
    const including = new Map([["trajectory 1 excluded", '{"value":false}']]);
    expect(mergeFields(new Map(), including, edit).conflicts).toEqual([]);
  });
});

describe("the difference of fields", () => {
  test("of a side to itself is nothing, and applied it gives the other side", () => {
    fc.assert(
      fc.property(fields, fields, (from, to) => {
        expect(diffFields(from, from)).toEqual([]);
        expect(shown(apply(from, diffFields(from, to)))).toEqual(shown(to));
      }),
    );
  });

  test("turned around goes back", () => {
    fc.assert(
      fc.property(fields, fields, (from, to) => {
        const back = diffFields(from, to).map(change => ({
          ...change,
          before: change.after,
          after: change.before,
        }));
        expect(diffFields(to, from)).toEqual(back);
      }),
    );
  });

  test("holds only fields that differ, in the order of their keys", () => {
    fc.assert(
      fc.property(fields, fields, (from, to) => {
        const changes = diffFields(from, to);
        const found = changes.map(fieldKeyText);
        expect(found).toEqual(found.toSorted());
        for (const { before, after } of changes) expect(before).not.toBe(after);
      }),
    );
  });
});

describe("a field's key", () => {
  test("reads back as it was written, spaces in a tag included", () => {
    for (const key of keys) expect(fieldKeyText(parseFieldKey(key))).toBe(key);
  });

  test("of no known kind is refused", () => {
    expect(() => parseFieldKey("step 1 content")).toThrow(TypeError);
  });
});
