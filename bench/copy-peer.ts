import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** COPY, the fastest way into and out of PostgreSQL that there is: the limit that ingest and publishing are held to. */

/** What an append writes. */
const logTables = [
  "append",
  "trajectory",
  "step",
  "step_tool",
  "reward",
  "outcome",
  "comparison",
  "preference",
  "fact",
  "fact_reward",
  "fact_tag",
  "fact_comparison",
];

interface TableRows {
  table: string;
  columns: string;
  chunks: Buffer[];
}

/** A workspace's rows of every table of the log, as COPY writes them, for a workspace that nobody has. */
export async function rowsOfLog(database: pg.Pool, workspaceId: string): Promise<TableRows[]> {
  const copyOf = randomUUID();
  const tables: TableRows[] = [];
  const client = await database.connect();
  try {
    for (const table of logTables) {
      const { rows } = await client.query<{ name: string }>(
        `SELECT quote_ident(attname) AS name FROM pg_attribute
          WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'workspace_id' ORDER BY attnum`,
        [table],
      );
      const columns = rows.map(row => row.name).join(", ");
      const query = `SELECT '${copyOf}'::uuid, ${columns} FROM ${table} WHERE workspace_id = '${workspaceId}'`;
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(copyTo(`COPY (${query}) TO STDOUT`))) chunks.push(chunk);
      if (chunks.length > 0) tables.push({ table, columns: `workspace_id, ${columns}`, chunks });
    }
    return tables;
  } finally {
    client.release();
  }
}

/** Copies rows in, in one transaction; resolves once they are durable. */
export async function copyIn(database: pg.Pool, tables: readonly TableRows[]): Promise<void> {
  const client = await database.connect();
  try {
    await client.query("BEGIN");
    for (const { table, columns, chunks } of tables) {
      const sink = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`));
      for (const chunk of chunks) if (!sink.write(chunk)) await once(sink, "drain");
      sink.end();
      await once(sink, "finish");
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Copies a query's rows out and throws them away; answers their bytes. */
export async function copyOut(database: pg.Pool, query: string): Promise<number> {
  const client = await database.connect();
  try {
    let bytes = 0;
    for await (const chunk of client.query(copyTo(`COPY (${query}) TO STDOUT`))) bytes += chunk.length;
    return bytes;
  } finally {
    client.release();
  }
}

/** Writes what is dirty, so that no run pays for the one before it. */
export async function checkpoint(database: pg.Pool): Promise<void> {
  await database.query("CHECKPOINT");
}
