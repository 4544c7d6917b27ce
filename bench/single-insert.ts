import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";

/** What a service without a log would do with a step: parse it, and insert its row by itself. */

const workspaceId = randomUUID();
const trajectoryIds = new Map<string, string>();

export async function insertStep(database: pg.Pool, body: string): Promise<void> {
  const { trajectoryId, idx, role, type, ...content } = JSON.parse(body);
  const held = trajectoryIds.get(trajectoryId) ?? randomUUID();
  trajectoryIds.set(trajectoryId, held);
  const text = JSON.stringify({ role, ...content });
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 32);
  await database.query(
    `INSERT INTO step (workspace_id, trajectory_id, idx, seq, role, content_hash, body)
     VALUES ($1, $2, $3, $4, $5, $6::uuid, $7) ON CONFLICT DO NOTHING`,
    [workspaceId, held, idx, idx, role, hash, text],
  );
}
