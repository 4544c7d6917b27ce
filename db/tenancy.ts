import type pg from "pg";
import { pool } from "#db/client.ts";

/** A transaction. Every statement passes its parameters bound, and `workspace_id = $1` beside row-level security. */
export interface Tx {
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** How many rows a statement changed. */
  execute(text: string, values?: unknown[]): Promise<number>;
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The only way to a tenant's rows: runs `work` in a transaction in which row-level security shows one workspace.
 * Commits when `work` resolves; rolls back when it throws.
 */
export function withWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!uuidShape.test(workspaceId)) throw new TypeError("a workspace id is a UUID");
  return inTransaction(`BEGIN; SET LOCAL espalier.workspace = '${workspaceId}'`, work);
}

/**
 * For the few questions that come before a workspace is known, each answered by an owner-rights function, and for tables
 * that belong to no workspace. Row-level security shows no tenant's rows here.
 */
export function withoutWorkspace<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction("BEGIN", work);
}

async function inTransaction<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(transactionOn(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function transactionOn(client: pg.PoolClient): Tx {
  return {
    query: async (text, values) => (await client.query(text, values)).rows,
    execute: async (text, values) => (await client.query(text, values)).rowCount ?? 0,
  };
}
