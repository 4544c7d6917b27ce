import type { Layer, View } from "#lib/views/view.ts";

/**
 * A view as SQL: one arm for each layer of edits, and one for the log's facts, each without the records that a nearer layer
 * edits. A statement reads them as `UNION ALL` with the same filter, order and limit each, so that an index serves every
 * arm and only one page of rows is merged.
 */

export type Subject = "trajectory" | "comparison";

export interface Arm {
  /** The table, as `f`. */
  from: string;
  /** Which of its rows the view shows. */
  where: string;
  /** The rewards and tags that belong to the arm's rows, as `r` and `t`: the table and which rows are seen. */
  rewards: { table: string; where: string };
  tags: { table: string; where: string };
}

/** Adds a value to the statement's parameters and answers how to write it. */
export type Bind = (value: unknown, type: string) => string;

const subjects = {
  trajectory: { facts: "fact", overlay: "branch_fact", id: "trajectory_id" },
  comparison: { facts: "fact_comparison", overlay: "branch_fact_comparison", id: "comparison_id" },
} as const;

/**
 * How many of a view's rows a statement reads. `some`: each row that matches everything else is looked up in the layers above
 * it, so that a page costs what it reads, whatever the planner believes. `all`: the layers are joined, which is cheaper a row;
 * such a statement runs by `scanView`.
 */
export type Reach = "some" | "all";

/** `$1` is the workspace and `$2` the view's seq. */
export function viewArms(
  view: Pick<View, "layers">,
  subject: Subject,
  bind: Bind,
  reach: Reach = "some",
): Arm[] {
  const { facts, overlay, id } = subjects[subject];
  const layers = view.layers.map(layer => boundLayer(layer, bind));
  const notNearer = (count: number) =>
    layers
      .slice(0, count)
      .map(layer => {
        const nearer = `SELECT true FROM ${overlay} o WHERE ${seenIn("o", layer)} AND o.start_seq = f.start_seq AND o.${id} = f.${id}`;
        // A scalar subquery stays a lookup by key, where NOT EXISTS becomes a join, of rows that are badly estimated. Of
        // IS NOT TRUE the planner expects half of the rows, of IS NULL next to none.
        // Both are said, so that either index of the layer finds one row: of a new layer it knows nothing, and takes any.
        return reach === "all" ? ` AND NOT EXISTS (${nearer})` : ` AND (${nearer} LIMIT 1) IS NOT TRUE`;
      })
      .join("");
  const arms = layers.map((layer, nearer) => ({
    from: `${overlay} f`,
    where: `${seenIn("f", layer)}${notNearer(nearer)}`,
    rewards: { table: "branch_fact_reward", where: seenIn("r", layer) },
    tags: { table: "branch_fact_tag", where: seenIn("t", layer) },
  }));
  return [
    ...arms,
    {
      from: `${facts} f`,
      where: `f.workspace_id = $1 AND f.start_seq <= $2 AND ${seenAt("f")}${notNearer(layers.length)}`,
      rewards: { table: "fact_reward", where: `r.workspace_id = $1 AND ${seenAt("r")}` },
      tags: { table: "fact_tag", where: `t.workspace_id = $1 AND ${seenAt("t")}` },
    },
  ];
}

interface BoundLayer {
  branch: string;
  no: string;
}

function boundLayer({ branchId, no }: Layer, bind: Bind): BoundLayer {
  return { branch: bind(branchId, "uuid"), no: bind(no, "bigint") };
}

function seenAt(alias: string): string {
  return `${alias}.from_seq <= $2 AND ${alias}.to_seq > $2`;
}

function seenIn(alias: string, { branch, no }: BoundLayer): string {
  return `${alias}.workspace_id = $1 AND ${alias}.branch_id = ${branch} AND ${alias}.from_no <= ${no} AND ${alias}.to_no > ${no} AND ${seenAt(alias)}`;
}
