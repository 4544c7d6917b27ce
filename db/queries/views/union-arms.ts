import { compilePredicate } from "#db/queries/slices/compile-predicate.ts";
import { type Arm, type Bind, type Reach, type Subject, viewArms } from "#db/queries/views/arms.ts";
import type { Tx } from "#db/tenancy.ts";
import type { Predicate } from "#lib/query/predicate.ts";
import type { View } from "#lib/views/view.ts";

/** What a statement reads: a slice of a view. */
export interface SliceRequest {
  workspaceId: string;
  view: Pick<View, "seq" | "layers">;
  predicate: Predicate | null;
}

/** A statement's parameters as they grow: `$1` is the workspace, `$2` the view's seq. */
export class Parameters {
  readonly values: unknown[];

  constructor({ workspaceId, view }: Pick<SliceRequest, "workspaceId" | "view">) {
    this.values = [workspaceId, view.seq];
  }

  readonly bind: Bind = (value, type) => `$${this.values.push(value)}::${type}`;
}

/** The arms of a slice as one `UNION ALL`: `select` writes each arm's statement, given the condition on its rows `f`. */
export function unionArms(
  { view, predicate }: SliceRequest,
  subject: Subject,
  parameters: Parameters,
  select: (arm: Arm, where: string) => string,
  reach: Reach = "some",
): string {
  return viewArms(view, subject, parameters.bind, reach)
    .map(arm => {
      const { rewards, tags } = arm;
      const target = { alias: "f", params: parameters.values, rewards, tags };
      const matches = predicate === null ? "" : ` AND ${compilePredicate(predicate, target)}`;
      return `(${select(arm, `${arm.where}${matches}`)})`;
    })
    .join("\n UNION ALL ");
}

/**
 * Runs a statement that reads the whole of a view. Estimates of what a view shows are far too low, since its conditions on
 * seqs follow from each other, and a nested loop over a million rows that were taken for a hundred never ends.
 */
export async function scanView<Row>(tx: Tx, text: string, { values }: Parameters): Promise<Row[]> {
  await tx.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'");
  const rows = await tx.query<Row>(text, values);
  await tx.execute("SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT");
  return rows;
}
