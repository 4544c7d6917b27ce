import { withWorkspace } from "#db/tenancy.ts";
import type { AppendAnswer, AppendInput } from "#lib/log/append-input.ts";

/** One append: one function call in one transaction. The function and its errors are in `0002_append.sql`. */
export function appendRecords(workspaceId: string, input: AppendInput): Promise<AppendAnswer> {
  const { steps, ...records } = input;
  const tools = steps.flatMap(step => step.tools.map(tool => ({ ...step, tool })));
  const values = [
    workspaceId,
    JSON.stringify(records),
    steps.map(step => step.ref),
    steps.map(step => step.ord),
    steps.map(step => step.idx),
    steps.map(step => step.role),
    steps.map(step => step.hash),
    steps.map(step => step.body),
    steps.map(step => step.tokens),
    steps.map(step => step.calls),
    tools.map(step => step.ref),
    tools.map(step => step.ord),
    tools.map(step => step.idx),
    tools.map(step => step.tool),
  ];
  return withWorkspace(workspaceId, async tx => {
    const [row] = await tx.query<{ answer: AppendAnswer }>(
      `SELECT append_records($1::uuid, $2::json, $3::int[], $4::int[], $5::int[], $6::text[], $7::uuid[], $8::text[],
                             $9::bigint[], $10::int[], $11::int[], $12::int[], $13::int[], $14::text[]) AS answer`,
      values,
    );
    if (!row) throw new Error("append_records answered nothing");
    return row.answer;
  });
}
