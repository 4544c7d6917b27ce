import { v7 as uuidv7 } from "uuid";
import { storableText } from "#lib/formats/storable-text.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import type { AppendInput, ComparisonRow, TrajectoryRow } from "#lib/log/append-input.ts";
import { contentHashOf } from "#lib/log/content-hash.ts";
import type {
  ComparisonRecord,
  InlineOutcome,
  InlinePreference,
  InlineReward,
  LogRecord,
  TrajectoryRecord,
} from "#lib/log/schemas.ts";
import { conflict } from "#lib/service/errors.ts";
import { nameLength, type PlacedStep, type Step } from "#lib/trajectories/schemas.ts";

/** Where a record of a member went: its ord in the append, and the place of the row that answers its id. */
export interface Placement {
  type: LogRecord["type"];
  clientId: string | null;
  ord: number;
  /** The place in `trajectories` or `comparisons`, or the id itself. */
  trajectory?: number;
  comparison?: number;
  id?: string;
}

type Seen = (placement: Placement) => void;

/**
 * Turns members into the rows of one append. A record that stands twice under one key in what is assembled is taken once
 * when its content is the same.
 */
export class Assembly {
  readonly input: AppendInput = {
    n: 0,
    trajectories: [],
    comparisons: [],
    rewards: [],
    outcomes: [],
    preferences: [],
    steps: [],
  };
  readonly #trajectories = new Map<string, TrajectoryRow>();
  readonly #comparisons = new Map<string, ComparisonRow>();
  readonly #taken = new Map<string, { hash: string; ord: number }>();

  /** @throws Conflict when the records contradict each other. */
  add(records: readonly LogRecord[]): Placement[] {
    const placements: Placement[] = [];
    for (const record of records) this.#addRecord(record, placement => placements.push(placement));
    return placements;
  }

  #addRecord(record: LogRecord, seen: Seen): void {
    if (record.type === "trajectory") this.#addTrajectory(record, seen);
    else if (record.type === "comparison") this.#addComparison(record, seen);
    else if (record.type === "step") {
      const { type, trajectoryId, ...step } = record;
      this.#addStep(step, this.#trajectoryRef(trajectoryId), seen);
    } else if (record.type === "reward") {
      const { type, trajectoryId, ...reward } = record;
      this.#addReward(reward, this.#trajectoryRef(trajectoryId), seen);
    } else if (record.type === "outcome") {
      const { type, trajectoryId, ...outcome } = record;
      this.#addOutcome(outcome, this.#trajectoryRef(trajectoryId), seen);
    } else {
      const { type, comparisonId, ...preference } = record;
      this.#addPreference(preference, this.#comparisonRef(comparisonId), seen);
    }
  }

  #addTrajectory(record: TrajectoryRecord, seen: Seen): void {
    const { type, id, steps, rewards, outcome, ...head } = record;
    const { task, agent, model, source, status, startedAt, endedAt, tags, ...rest } = head;
    const hash = contentHashOf(head);
    const row = this.#trajectory(id ?? null, id ?? uuidv7());
    const again = this.#again("trajectory", id, hash, row.ord);
    if (!again) {
      const ord = this.#nextOrd();
      Object.assign(row, {
        create: true,
        id: uuidv7(),
        ord,
        task,
        title: rest.title === undefined ? null : storableText(rest.title),
        hash,
        body: JSON.stringify({ ...rest, agent, model, source, status, startedAt, endedAt, tags }),
        agent: agent ?? null,
        model: model ?? null,
        source: source ?? null,
        status: status ?? (steps?.length || outcome ? "ended" : "running"),
        started: startedAt ?? null,
        ended: endedAt ?? null,
        tags: [...new Set(tags ?? [])],
      } satisfies Partial<TrajectoryRow>);
      this.#take("trajectory", id, hash, ord);
    }
    seen({ type, clientId: id ?? null, ord: row.ord ?? 0, trajectory: row.i });
    for (const [at, step] of (steps ?? []).entries()) this.#addStep({ idx: at, ...step }, row.i, seen);
    for (const reward of rewards ?? []) this.#addReward(within(id, reward), row.i, unnamed(reward, seen));
    if (outcome) this.#addOutcome(within(id, outcome), row.i, unnamed(outcome, seen));
  }

  #addStep({ idx, ...content }: PlacedStep, ref: number, seen: Seen): void {
    const hash = contentHashOf(content);
    const key = `${ref}/${idx}`;
    const again = this.#again("step", key, hash);
    const ord = again?.ord ?? this.#nextOrd();
    if (!again) {
      this.input.steps.push({
        ref,
        ord,
        idx,
        role: content.role,
        hash,
        body: JSON.stringify(content),
        tokens: tokensOf(content),
        calls: content.toolCalls?.length ?? 0,
        tools: toolsOf(content),
      });
      this.#take("step", key, hash, ord);
    }
    seen({ type: "step", clientId: null, ord, trajectory: ref });
  }

  #addReward(reward: InlineReward, ref: number, seen: Seen): void {
    const { id: client, stepIdx, name, value, rater, ...rest } = reward;
    const hash = contentHashOf({ stepIdx, name, value, rater, ...rest });
    this.#addFeedback("reward", client, hash, seen, { trajectory: ref }, place =>
      this.input.rewards.push({
        ...place,
        ref,
        step: stepIdx ?? null,
        name,
        value,
        kind: kindOf(rater),
        rater,
        body: JSON.stringify(rest),
      }),
    );
  }

  #addOutcome(outcome: InlineOutcome, ref: number, seen: Seen): void {
    const { id: client, status, ...rest } = outcome;
    const hash = contentHashOf({ status, ...rest });
    this.#addFeedback("outcome", client, hash, seen, { trajectory: ref }, place =>
      this.input.outcomes.push({ ...place, ref, status, body: JSON.stringify(rest) }),
    );
  }

  #addComparison(record: ComparisonRecord, seen: Seen): void {
    const { type, id, aTrajectoryId, bTrajectoryId, preferences, ...rest } = record;
    const a = this.#trajectoryRef(aTrajectoryId);
    const b = this.#trajectoryRef(bTrajectoryId);
    const hash = contentHashOf(rest);
    const row = this.#comparison(id ?? null, id ?? uuidv7());
    if (!this.#again("comparison", id, hash, row.ord)) {
      const ord = this.#nextOrd();
      Object.assign(row, { create: true, id: uuidv7(), ord, a, b, hash, body: JSON.stringify(rest) });
      this.#take("comparison", id, hash, ord);
    }
    seen({ type, clientId: id ?? null, ord: row.ord ?? 0, comparison: row.i });
    for (const preference of preferences ?? [])
      this.#addPreference(within(id, preference), row.i, unnamed(preference, seen));
  }

  #addPreference(preference: InlinePreference, ref: number, seen: Seen): void {
    const { id: client, rater, verdict, strength, withdrawn, ...rest } = preference;
    const hash = contentHashOf({ rater, verdict, strength, withdrawn, ...rest });
    this.#addFeedback("preference", client, hash, seen, { comparison: ref }, place =>
      this.input.preferences.push({
        ...place,
        ref,
        kind: kindOf(rater),
        rater,
        verdict,
        strength: strength ?? null,
        withdrawn: withdrawn ?? false,
        body: JSON.stringify(rest),
      }),
    );
  }

  #addFeedback(
    type: "reward" | "outcome" | "preference",
    client: string | undefined,
    hash: string,
    seen: Seen,
    about: { trajectory?: number; comparison?: number },
    push: (place: { ord: number; id: string; client: string | null; hash: string }) => void,
  ): void {
    const again = this.#again(type, client, hash);
    const ord = again?.ord ?? this.#nextOrd();
    const id = uuidv7();
    if (!again) {
      push({ ord, id, client: client ?? null, hash });
      this.#take(type, client, hash, ord);
    }
    seen({ type, clientId: client ?? null, ord, id, ...about });
  }

  #trajectoryRef(reference: string): number {
    return this.#trajectory(reference, reference).i;
  }

  #trajectory(client: string | null, key: string): TrajectoryRow {
    return placed(this.#trajectories, this.input.trajectories, key, i => {
      return { i, create: false, client, id: uuidOrNull(key) };
    });
  }

  #comparisonRef(reference: string): number {
    return this.#comparison(reference, reference).i;
  }

  #comparison(client: string | null, key: string): ComparisonRow {
    return placed(this.#comparisons, this.input.comparisons, key, i => {
      return { i, create: false, client, id: uuidOrNull(key) };
    });
  }

  #nextOrd(): number {
    this.input.n += 1;
    return this.input.n;
  }

  #again(type: string, key: string | undefined, hash: string, ord?: number): { ord: number } | null {
    if (key === undefined) return null;
    const taken = this.#taken.get(`${type} ${key}`);
    if (!taken) return null;
    if (taken.hash === hash) return { ord: ord ?? taken.ord };
    throw conflict(`The batch holds ${type} ${key} twice, with different content. Send one of them.`, {
      code: `${type}_conflict`,
    });
  }

  #take(type: string, key: string | undefined, hash: string, ord: number): void {
    if (key !== undefined) this.#taken.set(`${type} ${key}`, { hash, ord });
  }
}

function placed<Row extends TrajectoryRow | ComparisonRow>(
  rows: Map<string, Row>,
  list: Row[],
  key: string,
  row: (i: number) => Row,
): Row {
  const found = rows.get(key);
  if (found) return found;
  const made = row(list.length + 1);
  rows.set(key, made);
  list.push(made);
  return made;
}

/**
 * What stands within a record with an id can be sent again with it: without an id of its own, it has one that follows from
 * its content and that record.
 */
function within<R extends { id?: string }>(parentId: string | undefined, record: R): R {
  if (parentId === undefined || record.id !== undefined) return record;
  return { ...record, id: `within/${contentHashOf({ parentId, record })}` };
}

/** The id that we made is nobody's to see. */
function unnamed(record: { id?: string }, seen: Seen): Seen {
  return record.id === undefined ? placement => seen({ ...placement, clientId: null }) : seen;
}

function uuidOrNull(text: string): string | null {
  return isUuid(text) ? text : null;
}

function kindOf(rater: string): string {
  return rater.slice(0, rater.indexOf(":"));
}

/** Tokens that the agent wrote, as it counted them. */
function tokensOf(step: Step): number {
  return step.completionTokens ?? step.rollout?.completionTokenIds?.length ?? 0;
}

/** The tools that a step calls, or answers for, as an index can hold them; the exact names are in the body. */
function toolsOf(step: Step): string[] {
  const tools = (step.toolCalls ?? []).map(call => call.name);
  if (step.role === "tool" && step.name) tools.push(step.name);
  return [...new Set(tools.map(tool => storableText(tool.slice(0, nameLength))))];
}
