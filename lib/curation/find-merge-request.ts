import { type MergeRequestRow, selectMergeRequest } from "#db/queries/curation/merge-requests.ts";
import type { Tx } from "#db/tenancy.ts";
import { conflict, notFound } from "#lib/service/errors.ts";

export async function findMergeRequest(
  tx: Tx,
  workspaceId: string,
  number: number,
): Promise<MergeRequestRow> {
  const row =
    Number.isSafeInteger(number) && number > 0 ? await selectMergeRequest(tx, workspaceId, number) : null;
  if (!row) throw notFound(`There is no merge request ${number}.`, { code: "merge_request_not_found" });
  return row;
}

/** @throws Conflict when it is merged or closed */
export async function findOpenRequest(tx: Tx, workspaceId: string, number: number): Promise<MergeRequestRow> {
  const row = await findMergeRequest(tx, workspaceId, number);
  if (row.state !== "open")
    throw conflict(`Merge request ${number} is ${row.state}.`, { code: "merge_request_settled" });
  return row;
}
