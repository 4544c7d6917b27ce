import { z } from "zod";
import type { Assembly, Placement } from "#lib/log/assemble.ts";
import { conflict, invalid, notFound } from "#lib/service/errors.ts";

const databaseErrorSchema = z.object({ code: z.string(), detail: z.string().optional() });
const detailSchema = z.object({ type: z.string(), i: z.number().optional(), ord: z.number().optional() });

/** What `append_records` raised, in words: which record of the append it was, and what to do. */
export function appendProblem(error: unknown, assembly: Assembly, placements: readonly Placement[]): unknown {
  const raised = databaseErrorSchema.safeParse(error);
  if (!raised.success) return error;
  const { code } = raised.data;
  if (code === "23505") {
    return conflict("Two records of the batch name the same record under different ids. Use one id for it.", {
      code: "duplicate_record",
      cause: error,
    });
  }
  if (!code.startsWith("ES")) return error;
  const { type, i, ord } = detailSchema.parse(JSON.parse(raised.data.detail ?? "{}"));
  const rows = type === "comparison" ? assembly.input.comparisons : assembly.input.trajectories;
  const row = i === undefined ? undefined : rows[i - 1];
  const placement = ord === undefined ? undefined : placements.find(one => one.ord === ord);
  const name = row?.client ?? row?.id ?? placement?.clientId ?? "";
  if (code === "ES404") {
    return notFound(`There is no ${type} ${name} in this workspace. Send it first, or in the same batch.`, {
      code: `${type}_not_found`,
    });
  }
  if (code === "ES400") {
    return invalid(`Comparison ${name} must have two different trajectories of one task.`, {
      code: "invalid_comparison",
    });
  }
  const what = type === "step" ? stepName(assembly, ord) : `${type} ${name}`;
  return conflict(
    `The log already holds ${what} with other content, and the log never changes. Send it under another id.`,
    { code: `${type}_conflict` },
  );
}

function stepName(assembly: Assembly, ord: number | undefined): string {
  const step = assembly.input.steps.find(one => one.ord === ord);
  const trajectory = step && assembly.input.trajectories[step.ref - 1];
  return `step ${step?.idx ?? ""} of trajectory ${trajectory?.client ?? trajectory?.id ?? ""}`;
}
