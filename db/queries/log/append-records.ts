import { int4Array, int8Array, textArray, uuidArray } from "#db/queries/log/binary-arrays.ts";
import { withWorkspace } from "#db/tenancy.ts";
import type { AppendAnswer, AppendInput } from "#lib/log/append-input.ts";

/** One append: one function call in one transaction. The function and its errors are in `0002_append.sql`. */
export function appendRecords(workspaceId: string, input: AppendInput): Promise<AppendAnswer> {
  const { steps } = input;
  const bodies = input.trajectories.filter(trajectory => trajectory.create);
  const tools = steps.flatMap(({ ref, ord, idx, tools }) => tools.map(tool => ({ ref, ord, idx, tool })));
  const values = [
    workspaceId,
    input.n,
    JSON.stringify(input.trajectories.map(({ body, ...trajectory }) => trajectory)),
    JSON.stringify(input.comparisons),
    JSON.stringify(input.rewards),
    JSON.stringify(input.outcomes),
    JSON.stringify(input.preferences),
    int4Array(bodies.map(trajectory => trajectory.i)),
    textArray(bodies.map(trajectory => trajectory.body ?? "")),
    int4Array(steps.map(step => step.ref)),
    int4Array(steps.map(step => step.ord)),
    int4Array(steps.map(step => step.idx)),
    textArray(steps.map(step => step.role)),
    uuidArray(steps.map(step => step.hash)),
    textArray(steps.map(step => step.body)),
    int8Array(steps.map(step => step.tokens)),
    int4Array(steps.map(step => step.calls)),
    int4Array(tools.map(step => step.ref)),
    int4Array(tools.map(step => step.ord)),
    int4Array(tools.map(step => step.idx)),
    textArray(tools.map(step => step.tool)),
  ];
  return withWorkspace(workspaceId, async tx => {
    const [row] = await tx.query<{ answer: AppendAnswer }>(
      `SELECT append_records($1::uuid, $2::int, $3::json, $4::json, $5::json, $6::json, $7::json, $8::int[], $9::text[],
                             $10::int[], $11::int[], $12::int[], $13::text[], $14::uuid[], $15::text[], $16::bigint[],
                             $17::int[], $18::int[], $19::int[], $20::int[], $21::text[]) AS answer`,
      values,
    );
    if (!row) throw new Error("append_records answered nothing");
    return row.answer;
  });
}
