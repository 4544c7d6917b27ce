import { insertMember } from "#db/queries/workspaces/members.ts";
import { append } from "#lib/log/append.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { localContext } from "#lib/workspaces/local-context.ts";
import { roleScopes } from "#lib/workspaces/schemas.ts";

/** For tests of labeling: a workspace with a queue, people at work in it, and the rows behind what they see. */
export class LabelingFloor {
  readonly workspaceId: string;
  readonly workspace: string;
  readonly #machine: Context;
  #labelers = 0;

  private constructor(workspaceId: string, workspace: string) {
    this.workspaceId = workspaceId;
    this.workspace = workspace;
    this.#machine = localContext(workspaceId, workspace);
  }

  static async open(name: string, { overlap = 1 } = {}): Promise<LabelingFloor> {
    const { workspaceId, workspace } = await createWorkspace({ name });
    const floor = new LabelingFloor(workspaceId, workspace);
    await floor.execute("UPDATE queue SET overlap = $2 WHERE workspace_id = $1", [overlap]);
    return floor;
  }

  async labeler(): Promise<Context & { principal: { kind: "member" } }> {
    this.#labelers += 1;
    const name = `Labeler ${this.#labelers}`;
    const userId = `user-${this.#labelers}`;
    const memberId = await read(this.#machine, tx => insertMember(tx, this.workspaceId, userId, "labeler"));
    return {
      workspaceId: this.workspaceId,
      workspace: this.workspace,
      principal: { kind: "member", memberId: memberId ?? "", userId, name, role: "labeler" },
      scopes: roleScopes.labeler,
    };
  }

  /** Comparisons of two runs each, a task of its own per comparison; side a says `<task> a`. Answers their ids. */
  async pairs(count: number, prefix = "task"): Promise<string[]> {
    const run = (task: string, side: string) => ({
      type: "trajectory" as const,
      id: `${task}/${side}`,
      task,
      steps: [
        { role: "user" as const, content: `Do ${task}` },
        { role: "assistant" as const, content: `${task} ${side}` },
      ],
    });
    const tasks = Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
    const { records } = await append(
      this.workspaceId,
      tasks.flatMap(task => [
        run(task, "a"),
        run(task, "b"),
        { type: "comparison" as const, id: task, aTrajectoryId: `${task}/a`, bTrajectoryId: `${task}/b` },
      ]),
    );
    return records.flatMap(record => (record.type === "comparison" && record.id !== null ? [record.id] : []));
  }

  rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return read(this.#machine, tx => tx.query<Row>(sql, [this.workspaceId, ...values]));
  }

  execute(sql: string, values: unknown[] = []): Promise<number> {
    return read(this.#machine, tx => tx.execute(sql, [this.workspaceId, ...values]));
  }

  /** As if ten minutes had gone by for a lease, or for all that are held. */
  expire(token?: string): Promise<number> {
    return this.execute(
      `UPDATE lease SET expires_at = now() - interval '1 second'
        WHERE workspace_id = $1 AND state = 'held' AND token = coalesce($2::uuid, token)`,
      [token ?? null],
    );
  }
}
