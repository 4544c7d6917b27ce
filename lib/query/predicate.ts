import type { RaterKind } from "#lib/feedback/schemas.ts";
import type { ComparisonOperator, TextTest } from "./checked.ts";
import type { Column, ScalarType } from "./fields.ts";

/**
 * What a filter asks of a record, for any store that keeps Espalier's columns.
 *
 * **The null rule.** A null column is what CEL calls a missing field, and so is a reward that a trajectory does
 * not have. Only `present` can tell; every other test of a null is an error in CEL, which is *unknown* here.
 * Unknown passes through `not`; `all` is false if one term is false, `any` is true if one term is true, and
 * otherwise either is unknown if a term is. This is how CEL's `&&` and `||` absorb errors and how SQL's
 * three-valued logic treats NULL. A record matches only when the whole predicate is true.
 *
 * Texts compare by code point, numbers numerically whether int or double, timestamps as instants.
 */
export type Predicate =
  | { kind: "all"; of: Predicate[] }
  | { kind: "any"; of: Predicate[] }
  | { kind: "not"; of: Predicate }
  | { kind: "constant"; value: boolean }
  /** The value itself, a bool. */
  | { kind: "isTrue"; value: StoredValue }
  | { kind: "compare"; operator: ComparisonOperator; left: Value; right: Value }
  | { kind: "isPresent"; value: StoredValue; present: boolean }
  /** Equal to one of at least one constants, which all have the same type. */
  | { kind: "isAmong"; value: StoredValue; constants: Constants }
  | { kind: "text"; test: TextTest; value: StoredValue; argument: string }
  | { kind: "hasTag"; tag: string };

export type StoredValue =
  | { kind: "column"; column: Column; type: ScalarType }
  /** A double. With no rater kind: the latest version of one kind, in the order human, env, rule, ai. */
  | { kind: "reward"; name: string; raterKind: RaterKind | null }
  /** An int, 0 for a record without tags. */
  | { kind: "tagCount" };

export type Constant =
  | { kind: "constant"; type: "string" | "timestamp"; value: string }
  | { kind: "constant"; type: "int" | "double"; value: number }
  | { kind: "constant"; type: "bool"; value: boolean };

export type Constants =
  | { type: "string" | "timestamp"; values: string[] }
  | { type: "int" | "double"; values: number[] };

export type Value = StoredValue | Constant;
