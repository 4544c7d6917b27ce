import { appendRecords } from "#db/queries/log/append-records.ts";
import type { AppendAnswer } from "#lib/log/append-input.ts";
import { appendProblem } from "#lib/log/append-problem.ts";
import { Assembly, type Placement } from "#lib/log/assemble.ts";
import type { LogRecord } from "#lib/log/schemas.ts";

/**
 * Appends to a workspace's log. At most one append per workspace is in flight in a process; what arrives meanwhile is the
 * next one. Uncoordinated writers would wait for the same lock one by one; together they share one commit.
 */

export interface AppendedRecord {
  type: LogRecord["type"];
  clientId: string | null;
  status: "created" | "unchanged";
  /** The record's own id; null for a step, and for a reward, outcome or preference that stood there already. */
  id: string | null;
  trajectoryId: string | null;
  comparisonId: string | null;
}

export interface Appended {
  /** A ref's seq: everything of this append is visible from here on. */
  seq: number;
  records: AppendedRecord[];
}

interface Member {
  records: readonly LogRecord[];
  resolve: (appended: Appended) => void;
  reject: (error: unknown) => void;
}

/** Beyond this many steps the rest waits for the next append. */
const stepsPerAppend = 5_000;

const queuesKey = Symbol.for("espalier.appendQueues");
const holder = globalThis as { [queuesKey]?: Map<string, Member[]> };

/**
 * Appends records that must land or fail together; resolves once they are durable.
 * @throws Conflict, NotFound or Invalid when one of them cannot be taken; then none is.
 */
export function append(workspaceId: string, records: readonly LogRecord[]): Promise<Appended> {
  return new Promise((resolve, reject) => {
    holder[queuesKey] ??= new Map();
    const queues = holder[queuesKey];
    const waiting = queues.get(workspaceId);
    const member = { records, resolve, reject };
    if (waiting) {
      waiting.push(member);
      return;
    }
    queues.set(workspaceId, [member]);
    void drain(workspaceId, queues);
  });
}

async function drain(workspaceId: string, queues: Map<string, Member[]>): Promise<void> {
  for (let waiting = queues.get(workspaceId); waiting?.length; waiting = queues.get(workspaceId)) {
    const members = takeBatch(waiting);
    try {
      await appendTogether(workspaceId, members);
    } catch (error) {
      if (members.length === 1) members[0]?.reject(error);
      else for (const member of members) await appendTogether(workspaceId, [member]).catch(member.reject);
    }
  }
  queues.delete(workspaceId);
}

function takeBatch(waiting: Member[]): Member[] {
  let steps = 0;
  let count = 0;
  while (count < waiting.length && (count === 0 || steps < stepsPerAppend)) {
    steps += waiting[count]?.records.reduce((sum, record) => sum + weightOf(record), 0) ?? 0;
    count += 1;
  }
  return waiting.splice(0, count);
}

function weightOf(record: LogRecord): number {
  return record.type === "trajectory" ? 1 + (record.steps?.length ?? 0) : 1;
}

async function appendTogether(workspaceId: string, members: readonly Member[]): Promise<void> {
  const assembly = new Assembly();
  const placements = members.map(member => assembly.add(member.records));
  const answer = await appendRecords(workspaceId, assembly.input).catch((error: unknown) => {
    throw appendProblem(error, assembly, placements.flat());
  });
  const created = new Set(answer.created);
  members.forEach((member, at) => {
    const records = (placements[at] ?? []).map(placement => appendedRecord(placement, answer, created));
    member.resolve({ seq: answer.seq, records });
  });
}

function appendedRecord(placement: Placement, answer: AppendAnswer, created: Set<number>): AppendedRecord {
  const { type, clientId, ord } = placement;
  const isNew = created.has(ord);
  const trajectoryId = placement.trajectory ? (answer.tid?.[placement.trajectory - 1] ?? null) : null;
  const comparisonId = placement.comparison ? (answer.cid?.[placement.comparison - 1] ?? null) : null;
  const own = type === "trajectory" ? trajectoryId : type === "comparison" ? comparisonId : null;
  return {
    type,
    clientId,
    status: isNew ? "created" : "unchanged",
    id: own ?? (isNew ? (placement.id ?? null) : null),
    trajectoryId,
    comparisonId,
  };
}
