import { isDeepStrictEqual } from "node:util";
import type { LogRecord } from "#lib/log/schemas.ts";

/**
 * Branches in memory, as plainly as can be: the log is a list, and a commit holds every edited field that it shows. It knows
 * nothing of layers, overlays or derived facts, so that it is an oracle for them. Records are named by their client's ids.
 */

/** `kind id path` to the value that an edit sets; a field that is missing is as captured. */
export type Fields = ReadonlyMap<string, unknown>;

export interface Point {
  branch: string;
  no: number;
}

export interface ModelChange {
  key: string;
  before: unknown;
  after: unknown;
}

export interface ModelCommit extends Point {
  /** The commit that it stands on; null on main. */
  base: Point | null;
  seq: number;
  fields: Fields;
  changes: ModelChange[];
}

export interface Logged {
  /** The last seq of the append: no view cuts one. */
  seq: number;
  record: LogRecord;
}

/** What somebody sees: the log up to a seq, and the edits over it. */
export interface ModelView {
  seq: number;
  fields: Fields;
}

export interface ModelConflict {
  key: string;
  reason: "both" | "excluded";
  base: unknown;
  ours: unknown;
  theirs: unknown;
}

export type Decide = (conflict: ModelConflict) => unknown;

export function same(x: unknown, y: unknown): boolean {
  return isDeepStrictEqual(x, y);
}

export class WorkspaceModel {
  readonly log: Logged[] = [];
  readonly branches = new Map<string, ModelCommit[]>();
  lastSeq = 0;

  constructor() {
    this.branches.set("main", [
      { branch: "main", no: 0, base: null, seq: 0, fields: new Map(), changes: [] },
    ]);
  }

  append(seq: number, records: readonly LogRecord[]): void {
    this.log.push(...records.map(record => ({ seq, record })));
    this.lastSeq = seq;
  }

  commit({ branch, no }: Point): ModelCommit {
    const found = this.branches.get(branch)?.[no];
    if (!found) throw new Error(`the model has no ${branch}@${no}`);
    return found;
  }

  head(branch: string): ModelCommit {
    const commits = this.branches.get(branch) ?? [];
    return this.commit({ branch, no: commits.length - 1 });
  }

  /** Main's last commit at or below a seq. */
  mainAt(seq: number): ModelCommit {
    const seen = (this.branches.get("main") ?? []).filter(commit => commit.seq <= seq);
    return this.commit({ branch: "main", no: seen.length - 1 });
  }

  view(ref: string): ModelView & { point: Point } {
    const [branch = "", at] = ref.split("@");
    if (branch === "main") {
      const seq = at === undefined ? this.lastSeq : Number(at);
      const { fields, no } = this.mainAt(seq);
      return { seq, fields, point: { branch, no } };
    }
    const { no, seq, fields } =
      at === undefined ? this.head(branch) : this.commit({ branch, no: Number(at) });
    return { seq, fields, point: { branch, no } };
  }

  /** Every pinned ref that stands. */
  refs(): string[] {
    const seqs = new Set([
      ...this.log.map(logged => logged.seq),
      ...(this.branches.get("main") ?? []).map(commit => commit.seq),
    ]);
    const onBranches = [...this.branches].flatMap(([branch, commits]) =>
      branch === "main" ? [] : commits.map(({ no }) => `${branch}@${no}`),
    );
    return [...[...seqs].sort((x, y) => x - y).map(seq => `main@${seq}`), ...onBranches];
  }

  fork(branch: string, ref: string): void {
    const { point, seq, fields } = this.view(ref);
    this.branches.set(branch, [{ branch, no: 0, base: point, seq, fields, changes: [] }]);
  }

  /** Sets fields on a branch; false where nothing would change. */
  edit(branch: string, sets: readonly (readonly [key: string, value: unknown])[]): boolean {
    const head = this.head(branch);
    const fields = withFields(head.fields, sets);
    return this.#push({ ...head, fields, changes: changesBetween(head.fields, fields) });
  }

  conflicts(source: string, target: string): ModelConflict[] {
    return this.#threeWay(source, target, () => undefined).conflicts;
  }

  /** Whether a branch shows a field otherwise than what it stands on. */
  isAhead(branch: string): boolean {
    const { base, fields } = this.head(branch);
    return base !== null && changesBetween(this.commit(base).fields, fields).length > 0;
  }

  /** Whether what a branch stands on has moved since. */
  isBehind(branch: string): boolean {
    const { base, seq } = this.head(branch);
    return (
      base !== null && (this.head(base.branch).no > base.no || (base.branch === "main" && this.lastSeq > seq))
    );
  }

  /** Merges a branch into one below it, and levels it; false where the target has everything. */
  merge(source: string, target: string, decide: Decide): boolean {
    const { merged } = this.#threeWay(source, target, decide);
    const head = this.head(target);
    const changes = changesBetween(head.fields, merged);
    if (changes.length === 0) return false;
    if (target === "main") this.lastSeq += 1;
    const seq = target === "main" ? this.lastSeq : head.seq;
    this.#push({ ...head, seq, fields: merged, changes });
    const level = {
      ...this.head(source),
      base: { branch: target, no: head.no + 1 },
      seq,
      fields: merged,
      changes: [],
    };
    this.branches.get(source)?.push({ ...level, no: level.no + 1 });
    return true;
  }

  /** Moves a branch onto the head of what it stands on; false where it is there. */
  update(branch: string, decide: Decide): boolean {
    const head = this.head(branch);
    if (head.base === null) throw new Error("main stands on nothing");
    const target = this.head(head.base.branch);
    const seq = target.branch === "main" ? this.lastSeq : target.seq;
    if (target.no === head.base.no && seq === head.seq) return false;
    const { merged } = this.#threeWay(branch, target.branch, decide);
    const own = changesBetween(this.commit(head.base).fields, head.fields);
    const undecided = withFields(
      target.fields,
      own.map(({ key, after }) => [key, after] as const),
    );
    const base = { branch: target.branch, no: target.no };
    const changes = changesBetween(undecided, merged);
    this.branches.get(branch)?.push({ branch, no: head.no + 1, base, seq, fields: merged, changes });
    return true;
  }

  /** Sets the fields of a commit back; says why it cannot. */
  revert(branch: string, no: number): "done" | "nothing_to_revert" | "revert_conflict" {
    const head = this.head(branch);
    const { changes } = this.commit({ branch, no });
    if (changes.length === 0) return "nothing_to_revert";
    if (changes.some(({ key, after }) => !same(head.fields.get(key), after))) return "revert_conflict";
    const fields = withFields(
      head.fields,
      changes.map(({ key, before }) => [key, before] as const),
    );
    if (branch === "main") this.lastSeq += 1;
    const seq = branch === "main" ? this.lastSeq : head.seq;
    this.#push({ ...head, seq, fields, changes: changesBetween(head.fields, fields) });
    return "done";
  }

  #push(next: ModelCommit): boolean {
    if (next.changes.length === 0) return false;
    this.branches.get(next.branch)?.push({ ...next, no: next.no + 1 });
    return true;
  }

  #baseIn(source: string, target: string): ModelCommit | null {
    let commit = this.head(source);
    while (commit.base !== null) {
      commit = this.commit(commit.base);
      if (commit.branch === target) return commit;
    }
    return null;
  }

  #threeWay(source: string, target: string, decide: Decide): { merged: Fields; conflicts: ModelConflict[] } {
    const base = this.#baseIn(source, target)?.fields;
    if (!base) throw new Error(`${source} does not stand on ${target}`);
    return threeWay(base, this.head(target).fields, this.head(source).fields, decide);
  }
}

function withFields(fields: Fields, sets: readonly (readonly [key: string, value: unknown])[]): Fields {
  const next = new Map(fields);
  for (const [key, value] of sets) {
    if (value === undefined) next.delete(key);
    else next.set(key, value);
  }
  return next;
}

function changesBetween(from: Fields, to: Fields): ModelChange[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .map(key => ({ key, before: from.get(key), after: to.get(key) }))
    .filter(({ before, after }) => !same(before, after));
}

function threeWay(
  base: Fields,
  ours: Fields,
  theirs: Fields,
  decide: Decide,
): { merged: Fields; conflicts: ModelConflict[] } {
  const conflicts: ModelConflict[] = [];
  const sets: (readonly [string, unknown])[] = [];
  const excludes = (side: Fields, key: string) => {
    const excluded = `${key.split(" ", 2).join(" ")} excluded`;
    return key !== excluded && side.get(excluded) === true && base.get(excluded) !== true;
  };
  for (const key of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const at = { base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) };
    if (same(at.ours, at.theirs)) continue;
    const oursMoved = !same(at.ours, at.base);
    const theirsMoved = !same(at.theirs, at.base);
    const both = excludes(ours, key) && excludes(theirs, key);
    const excluded = !both && ((oursMoved && excludes(theirs, key)) || (theirsMoved && excludes(ours, key)));
    if ((oursMoved && theirsMoved) || excluded) {
      const conflict = {
        key,
        reason: oursMoved && theirsMoved ? ("both" as const) : ("excluded" as const),
        ...at,
      };
      conflicts.push(conflict);
      sets.push([key, decide(conflict)]);
    } else if (theirsMoved) sets.push([key, at.theirs]);
  }
  return { merged: withFields(ours, sets), conflicts };
}
