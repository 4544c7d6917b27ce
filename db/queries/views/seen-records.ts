import type { Subject } from "#db/queries/views/arms.ts";
import { Parameters, type SliceRequest, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";

type Request = Pick<SliceRequest, "workspaceId" | "view">;

const raters = {
  preference: { parent: "comparison", subject: "comparison" },
  reward: { parent: "trajectory", subject: "trajectory" },
} as const;

/** Which of these ids are records of a kind that a view shows: voided votes and rewards too. */
export async function selectSeenRecords(
  tx: Tx,
  request: Request,
  kind: Subject | keyof typeof raters,
  ids: readonly string[],
): Promise<Set<string>> {
  if (kind === "trajectory" || kind === "comparison") return selectSeen(tx, request, kind, ids);
  const { parent, subject } = raters[kind];
  // What was made on a branch is seen with all that came with it, whenever the log took that.
  const rows = await tx.query<{ id: string; parentId: string }>(
    `SELECT x.${kind}_id AS id, x.${parent}_id AS "parentId" FROM ${kind} x
       JOIN ${parent} p ON p.workspace_id = $1 AND p.${parent}_id = x.${parent}_id
      WHERE x.workspace_id = $1 AND x.${kind}_id = ANY ($2::uuid[]) AND (x.seq <= $3 OR p.seq > $3)`,
    [request.workspaceId, ids, request.view.seq],
  );
  const seen = await selectSeen(
    tx,
    request,
    subject,
    rows.map(row => row.parentId),
  );
  return new Set(rows.filter(row => seen.has(row.parentId)).map(row => row.id));
}

async function selectSeen(
  tx: Tx,
  request: Request,
  subject: Subject,
  ids: readonly string[],
): Promise<Set<string>> {
  const parameters = new Parameters(request);
  const among = parameters.bind(ids, "uuid[]");
  const arms = unionArms(
    { ...request, predicate: null },
    subject,
    parameters,
    ({ from }, where) =>
      `SELECT f.${subject}_id AS id FROM ${from} WHERE ${where} AND f.${subject}_id = ANY (${among})`,
  );
  const rows = await tx.query<{ id: string }>(arms, parameters.values);
  return new Set(rows.map(row => row.id));
}
