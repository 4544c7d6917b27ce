import { selectAppendSeq } from "#db/queries/views/append-seqs.ts";
import type { Tx } from "#db/tenancy.ts";
import { invalid, notFound } from "#lib/service/errors.ts";

/** What somebody sees: the log up to a seq. */
export interface View {
  branch: "main";
  seq: number;
  /** The pinned ref: asked again, it gives the same rows for ever. */
  ref: string;
}

const shape = /^([a-z0-9][a-z0-9-]*)(?:@(\d{1,15}))?$/;

/**
 * Resolves `main` or `main@SEQ` to a view. No view cuts an append: a seq within one stands for the append before it.
 * @throws Invalid for what is no ref, NotFound for a branch or a seq that is not there.
 */
export async function resolveRef(tx: Tx, workspaceId: string, ref = "main"): Promise<View> {
  const match = shape.exec(ref);
  if (!match)
    throw invalid(`"${ref}" is not a ref. Use main or main@SEQ.`, { code: "invalid_ref", field: "at" });
  const [, branch, seqText] = match;
  if (branch !== "main")
    throw notFound(`There is no branch ${branch}.`, { code: "ref_not_found", field: "at" });
  const latest = await selectAppendSeq(tx, workspaceId);
  if (seqText === undefined) return pinned(latest);
  const wanted = Number(seqText);
  if (wanted > latest) {
    throw notFound(`main has not reached seq ${wanted} yet: its last append ends at ${latest}.`, {
      code: "ref_not_found",
      field: "at",
    });
  }
  return pinned(await selectAppendSeq(tx, workspaceId, wanted));
}

function pinned(seq: number): View {
  return { branch: "main", seq, ref: `main@${seq}` };
}
