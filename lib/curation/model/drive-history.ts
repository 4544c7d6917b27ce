import { withWorkspace } from "#db/tenancy.ts";
import { createBranch } from "#lib/curation/create-branch.ts";
import { recordKinds } from "#lib/curation/edit-fields.ts";
import { editRecords } from "#lib/curation/edit-records.ts";
import { type FieldKey, fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { mergeBranch } from "#lib/curation/merge-branch.ts";
import { revertCommit } from "#lib/curation/revert-commit.ts";
import type { ConflictItem } from "#lib/curation/schemas.ts";
import { updateBranch } from "#lib/curation/update-branch.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { asLogged, editText } from "#lib/views/edit-value.ts";
import type { Act, Decision, Edit } from "./acts.ts";
import { entryRecords } from "./entries.ts";
import { loggedSteps, seen } from "./show.ts";
import { type ModelConflict, same, WorkspaceModel } from "./workspace-model.ts";

type Kind = FieldKey["recordKind"];

/** Does acts in a real workspace and in a model of it, and holds their answers to each other. */
export class Driver {
  readonly model = new WorkspaceModel();
  readonly context: Context;
  /** Our ids of records, and theirs by ours. */
  readonly #idOf = new Map<string, string>();
  readonly #nameOf = new Map<string, string>();

  constructor(context: Context) {
    this.context = context;
  }

  readonly idOf = (name: string): string => {
    const id = this.#idOf.get(name);
    if (id === undefined) throw new Error(`nobody appended ${name}`);
    return id;
  };

  readonly nameOf = (id: string): string => {
    return this.#nameOf.get(id) ?? id;
  };

  /** Does an act; answers the refs whose views it moved. */
  async act(act: Act): Promise<string[]> {
    if (act.act === "append")
      return this.append(act.entries.flatMap(entry => entryRecords(this.model, entry)));
    if (act.act === "fork") return this.#fork(act);
    const branch = this.#branch(act);
    if (branch === null) return [];
    if (act.act === "edit") return this.#edit(branch, act.edits);
    if (act.act === "update") return this.#update(branch, act.decisions);
    if (act.act === "revert") return this.#revert(branch, act.back);
    return this.#merge(branch, act);
  }

  async append(wanted: readonly LogRecord[]): Promise<string[]> {
    const records = withoutRepeats(wanted);
    if (records.length === 0) return [];
    const appended = await append(this.context.workspaceId, records);
    for (const { clientId, id } of appended.records) {
      if (clientId === null || id === null) continue;
      this.#idOf.set(clientId, id);
      this.#nameOf.set(id, clientId);
    }
    this.model.append(appended.seq, records);
    return ["main"];
  }

  /** The branch that an act is about: mostly one on which it has something to do. */
  #branch({ act, branch: pick }: Exclude<Act, { act: "append" | "fork" }>): string | null {
    const names = [...this.model.branches.keys()].filter(name => name !== "main");
    const apt = names.filter(
      name => act === "edit" || (act === "update" ? this.model.isBehind(name) : this.model.isAhead(name)),
    );
    if (act === "revert") apt.push("main");
    const among = apt.length === 0 || pick % 8 === 0 ? names : apt;
    return among[pick % among.length] ?? null;
  }

  async #fork({ from, pinned }: Extract<Act, { act: "fork" }>): Promise<string[]> {
    const refs = pinned ? this.model.refs() : [...this.model.branches.keys()];
    return this.fork(refs[from % refs.length] ?? "main");
  }

  async fork(ref: string): Promise<string[]> {
    const name = `b${this.model.branches.size}`;
    await createBranch(this.context, { name, from: ref });
    this.model.fork(name, ref);
    return [name];
  }

  async #edit(branch: string, edits: Edit[]): Promise<string[]> {
    const wanted = edits.flatMap(edit => this.#field(branch, edit) ?? []);
    if (wanted.length === 0) return [];
    const unseen = this.#unseen(branch, wanted);
    const moves =
      unseen === null &&
      this.model.edit(
        branch,
        wanted.map(({ recordKind, record, path, value }) => [`${recordKind} ${record} ${path}`, value]),
      );
    const real = editRecords(this.context, branch, {
      message: "edit",
      edits: wanted.map(({ recordKind, record, path, value }) => ({
        recordKind,
        recordId: this.idOf(record),
        path,
        value,
      })),
    });
    return expectCode(real, moves ? null : (unseen ?? "no_change"), [branch]);
  }

  /** How an edit of records that the branch does not see is refused. */
  #unseen(branch: string, wanted: readonly { recordKind: Kind; record: string }[]): string | null {
    const view = this.model.view(branch);
    const unseen = recordKinds.find(kind => {
      const known = new Set(seen(this.model, view, kind).map(one => one.id));
      return wanted.some(({ recordKind, record }) => recordKind === kind && !known.has(record));
    });
    return unseen === undefined ? null : `${unseen}_not_found`;
  }

  /** The field that an edit names: of a record that the branch sees, or now and then of any. */
  #field(branch: string, { record, set: [path, value], step }: Edit) {
    const view = this.model.view(record % 16 === 15 ? "main" : branch);
    const named = (kind: Kind, type: LogRecord["type"], field: string) => {
      const records = seen(this.model, view, type);
      const id = records[record % records.length]?.id;
      return id === undefined ? null : { recordKind: kind, record: id, path: field, value: value as unknown };
    };
    if (path === "adjudication") return named("comparison", "comparison", path);
    if (path.startsWith("vote/")) return named("preference", "preference", path.slice("vote/".length));
    if (path.startsWith("reward/")) return named("reward", "reward", path.slice("reward/".length));
    const field = named("trajectory", "trajectory", path);
    if (field === null || !path.includes("?")) return field;
    const trajectory = seen(this.model, view, "trajectory").find(one => one.id === field.record);
    const steps = trajectory ? loggedSteps(this.model, view, trajectory) : [];
    const idx = steps[step % steps.length]?.idx;
    return idx === undefined ? null : { ...field, path: path.replace("?", String(idx)) };
  }

  async #update(branch: string, decisions: Decision[]): Promise<string[]> {
    const onto = this.model.head(branch).base?.branch ?? "main";
    const conflicts = this.model.conflicts(branch, onto);
    if (conflicts.length > 0) {
      const found = await this.#expectConflicts(updateBranch(this.context, branch, {}), conflicts);
      const resolutions = found.map((conflict, at) => {
        const { recordKind, recordId, path } = conflict;
        return { recordKind, recordId, path, value: conflict[decisionAt(decisions, at)] };
      });
      this.model.update(branch, this.#decide(found, decisions));
      await updateBranch(this.context, branch, { resolutions });
      return [branch];
    }
    const moves = this.model.update(branch, () => undefined);
    return expectCode(updateBranch(this.context, branch, {}), moves ? null : "no_change", [branch]);
  }

  async #merge(source: string, { toMain, decisions }: Extract<Act, { act: "merge" }>): Promise<string[]> {
    const target = toMain ? "main" : (this.model.head(source).base?.branch ?? "main");
    const conflicts = this.model.conflicts(source, target);
    if (conflicts.length > 0) {
      const found = await this.#expectConflicts(this.#mergeReally(source, target), conflicts);
      const resolved = found.map((conflict, at) => {
        const value = conflict[decisionAt(decisions, at)];
        return [fieldKeyText(conflict), editText(value === undefined ? asLogged : { value })] as const;
      });
      const moves = this.model.merge(source, target, this.#decide(found, decisions));
      const real = this.#mergeReally(source, target, new Map(resolved));
      return expectCode(real, moves ? null : "nothing_to_merge", [target, source]);
    }
    const moves = this.model.merge(source, target, () => undefined);
    return expectCode(this.#mergeReally(source, target), moves ? null : "nothing_to_merge", [target, source]);
  }

  #mergeReally(source: string, target: string, resolved?: ReadonlyMap<string, string>) {
    const { workspaceId } = this.context;
    const merge = { source, target, author: "local", message: "merge", ...(resolved ? { resolved } : {}) };
    return withWorkspace(workspaceId, tx => mergeBranch(tx, workspaceId, merge));
  }

  async #revert(branch: string, back: number): Promise<string[]> {
    const changed = (this.model.branches.get(branch) ?? []).filter(({ changes }) => changes.length > 0);
    const no = changed.at(-1 - back)?.no ?? 0;
    const outcome = this.model.revert(branch, no);
    return expectCode(revertCommit(this.context, branch, no), outcome === "done" ? null : outcome, [branch]);
  }

  /** The conflicts that the real workspace refuses with, which must be the model's. */
  async #expectConflicts(real: Promise<unknown>, expected: ModelConflict[]): Promise<ConflictItem[]> {
    const error = await real.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!isEspalierError(error) || error.code !== "merge_conflict") {
      throw new Error(`expected ${expected.length} conflicts: ${JSON.stringify(expected)}`, { cause: error });
    }
    const found = error.extra.conflicts as ConflictItem[];
    const shown = found.map(one => ({
      key: this.#keyOf(one),
      reason: one.reason,
      base: comparable(one.base),
      ours: comparable(one.ours),
      theirs: comparable(one.theirs),
    }));
    const byKey = (list: ModelConflict[]) => list.toSorted((x, y) => (x.key < y.key ? -1 : 1));
    if (!same(byKey(shown), byKey(expected))) {
      throw new Error(
        `conflicts differ\nmodel: ${JSON.stringify(byKey(expected))}\nreal:  ${JSON.stringify(byKey(shown))}`,
      );
    }
    return found;
  }

  #keyOf({ recordKind, recordId, path }: FieldKey): string {
    return `${recordKind} ${this.nameOf(recordId)} ${path}`;
  }

  /** The same decisions for the model, which may list the conflicts in another order. */
  #decide(found: ConflictItem[], decisions: Decision[]) {
    const places = new Map(found.map((one, at) => [this.#keyOf(one), at]));
    return (conflict: ModelConflict) => conflict[decisionAt(decisions, places.get(conflict.key) ?? 0)];
  }
}

/** A step has one place: entries of one append that chose the same are one. */
function withoutRepeats(records: readonly LogRecord[]): LogRecord[] {
  const places = new Set<string>();
  return records.filter(record => {
    const place = record.type === "step" ? `${record.trajectoryId}/${record.idx}` : "";
    const isNew = place === "" || !places.has(place);
    places.add(place);
    return isNew;
  });
}

function decisionAt(decisions: Decision[], at: number): Decision {
  return decisions[at % decisions.length] ?? "ours";
}

/** A deleted step says what it takes from the counts; the model only that it is deleted. */
function comparable(value: unknown): unknown {
  return typeof value === "object" && value !== null && "tokens" in value ? true : value;
}

/** Awaits what must be done, or refused with a code; answers which refs moved. */
async function expectCode(real: Promise<unknown>, code: string | null, moved: string[]): Promise<string[]> {
  const error = await real.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error !== null && !(isEspalierError(error) && error.code === code)) throw error;
  if (error === null && code !== null) throw new Error(`was done, and should have been refused: ${code}`);
  return code === null ? moved : [];
}
