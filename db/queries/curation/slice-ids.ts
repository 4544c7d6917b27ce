import { Parameters, type SliceRequest, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";

/** The ids of every trajectory of a slice, oldest first. */
export async function selectSliceIds(tx: Tx, request: SliceRequest, limit?: number): Promise<string[]> {
  const parameters = new Parameters(request);
  const most = limit === undefined ? "" : ` LIMIT ${parameters.bind(limit, "int")}`;
  const arms = unionArms(
    request,
    "trajectory",
    parameters,
    ({ from }, where) =>
      `SELECT f.trajectory_id, f.start_seq FROM ${from} WHERE ${where} ORDER BY f.start_seq${most}`,
  );
  const rows = await tx.query<{ id: string }>(
    `SELECT trajectory_id AS id FROM (${arms}) a ORDER BY start_seq${most}`,
    parameters.values,
  );
  return rows.map(row => row.id);
}
