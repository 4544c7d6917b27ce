import { z } from "zod";
import { selectResolutions, upsertResolutions } from "#db/queries/curation/merge-requests.ts";
import { selectBranchById } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import { editableField } from "#lib/curation/edit-fields.ts";
import { findOpenRequest } from "#lib/curation/find-merge-request.ts";
import { type FieldConflict, fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { type MergePlan, planMerge } from "#lib/curation/plan-merge.ts";
import { recordKindSchema } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict, invalid } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { asLogged, editText } from "#lib/views/edit-value.ts";

const decision = z.strictObject({
  recordKind: recordKindSchema.default("trajectory"),
  recordId: z.uuid(),
  path: z.string().min(1).max(600),
  /** The value of a side, or one of its own. */
  choose: z.enum(["base", "ours", "theirs", "value"]),
  value: z.unknown().optional(),
});

export const resolveConflictsSchema = z.union([
  z.strictObject({ decisions: z.array(decision).min(1).max(10_000) }),
  /** Every conflict that is left, or those of one path. */
  z.strictObject({ all: z.enum(["base", "ours", "theirs"]), path: z.string().max(600).optional() }),
]);

/** Decides conflicts of a request. Decisions are kept while others work, and hold while both sides stay what they were. */
export async function resolveConflicts(
  context: Context,
  number: number,
  input: unknown,
): Promise<{ decided: number; left: number }> {
  authorize(context, "curate");
  const asked = parseInput(resolveConflictsSchema, input);
  const { workspaceId } = context;
  return write(context, async tx => {
    const row = await findOpenRequest(tx, workspaceId, number);
    const { plan, open } = await openConflicts(tx, workspaceId, row);
    const decided =
      "all" in asked
        ? open
            .filter(one => asked.path === undefined || one.path === asked.path)
            .map(one => decidedRow(one, one[asked.all]))
        : asked.decisions.map(one => {
            const found = plan.conflicts.find(each => fieldKeyText(each) === fieldKeyText(one));
            if (!found)
              throw conflict(`${one.path} of ${one.recordId} is no conflict, or no longer. Look again.`, {
                code: "stale_conflict",
              });
            return decidedRow(found, one.choose === "value" ? ownValue(one) : found[one.choose]);
          });
    if (decided.length > 0)
      await upsertResolutions(tx, workspaceId, row.mergeRequestId, actorOf(context.principal), decided);
    const keys = new Set(decided.map(one => `${one.recordId} ${one.path}`));
    const left = open.filter(one => !keys.has(`${one.recordId} ${one.path}`)).length;
    return {
      result: { decided: decided.length, left },
      audit: { verb: "resolve-conflicts", subject: String(number), details: { decided: decided.length } },
    };
  });
}

function decidedRow({ recordId, path, ours, theirs }: FieldConflict, value: string) {
  return { recordId, path, ours, theirs, value };
}

function ownValue({ recordKind, path, value }: z.infer<typeof decision>): string {
  if (value === undefined) return editText(asLogged);
  const field = editableField(recordKind, path);
  if (!field)
    throw invalid(`A ${recordKind} has no field "${path}".`, { code: "unknown_field", field: "path" });
  return editText({ value: parseInput(field.value, value) });
}

interface RequestRef {
  mergeRequestId: string;
  sourceBranchId: string;
  targetBranchId: string;
}

/** A request's merge without decisions, and the conflicts that no decision covers as both sides stand now. */
export async function openConflicts(
  tx: Tx,
  workspaceId: string,
  row: RequestRef,
): Promise<{ plan: MergePlan; open: FieldConflict[]; resolved: Map<string, string> }> {
  const source = await selectBranchById(tx, workspaceId, row.sourceBranchId);
  const target = await selectBranchById(tx, workspaceId, row.targetBranchId);
  if (!source || !target) throw new Error("a merge request has no branches");
  const plan = await planMerge(tx, workspaceId, source, target);
  const rows = await selectResolutions(tx, workspaceId, row.mergeRequestId);
  const resolved = new Map<string, string>();
  for (const one of plan.conflicts) {
    const kept = rows.find(each => each.recordId === one.recordId && each.path === one.path);
    if (kept && kept.ours === one.ours && kept.theirs === one.theirs)
      resolved.set(fieldKeyText(one), kept.value);
  }
  return { plan, open: plan.conflicts.filter(one => !resolved.has(fieldKeyText(one))), resolved };
}
