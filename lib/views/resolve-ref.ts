import { selectAppendSeq } from "#db/queries/views/append-seqs.ts";
import { type FrameRow, selectBranch, selectFrame, selectMainNo } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import { invalid, notFound } from "#lib/service/errors.ts";
import type { Layer, View } from "#lib/views/view.ts";

const shape = /^([a-z0-9](?:[a-z0-9./_-]*[a-z0-9])?)(?:@(\d{1,15}))?$/;

/**
 * Resolves a ref to a view: `main`, `main@SEQ`, a branch, `branch@NO`. No view cuts an append: a seq within one stands for
 * the append before it.
 * @throws Invalid for what is no ref, NotFound for a branch, commit or seq that is not there.
 */
export async function resolveRef(tx: Tx, workspaceId: string, ref = "main"): Promise<View> {
  const match = shape.exec(ref);
  const [, name = "", at] = match ?? [];
  if (!match) {
    throw invalid(`"${ref}" is not a ref. Use main, main@SEQ, a branch, or BRANCH@COMMIT.`, {
      code: "invalid_ref",
      field: "at",
    });
  }
  const number = at === undefined ? null : Number(at);
  return name === "main" ? mainView(tx, workspaceId, number) : branchView(tx, workspaceId, name, number);
}

async function mainView(tx: Tx, workspaceId: string, wanted: number | null): Promise<View> {
  const latest = await selectAppendSeq(tx, workspaceId);
  if (wanted !== null && wanted > latest) {
    throw missing(`main has not reached seq ${wanted} yet: its last append ends at ${latest}.`);
  }
  const seq = wanted === null ? latest : await selectAppendSeq(tx, workspaceId, wanted);
  const no = await selectMainNo(tx, workspaceId, seq);
  return {
    branchId: workspaceId,
    branch: "main",
    no,
    seq,
    layers: mainLayers(workspaceId, no),
    ref: `main@${seq}`,
  };
}

/** Before its first merge, main has no edits to look for. */
function mainLayers(workspaceId: string, no: number): Layer[] {
  return no === 0 ? [] : [{ branchId: workspaceId, no }];
}

async function branchView(tx: Tx, workspaceId: string, name: string, wanted: number | null): Promise<View> {
  const branch = await selectBranch(tx, workspaceId, name);
  if (!branch) throw missing(`There is no branch ${name}.`);
  return viewOfBranch(tx, workspaceId, { branchId: branch.branchId, name, no: wanted ?? branch.headNo });
}

/** The view of a branch at one of its commits. @throws NotFound */
export async function viewOfBranch(
  tx: Tx,
  workspaceId: string,
  { branchId, name, no }: { branchId: string; name: string; no: number },
): Promise<View> {
  const layers: Layer[] = [];
  let frame: FrameRow | null = await selectFrame(tx, workspaceId, branchId, no);
  if (!frame) throw missing(`The branch ${name} has no commit ${no}.`);
  const { baseSeq } = frame;
  while (frame && frame.branchId !== workspaceId) {
    layers.push({ branchId: frame.branchId, no: frame.no });
    if (frame.baseBranchId === null || frame.baseNo === null) break;
    if (frame.baseBranchId === workspaceId) {
      layers.push(...mainLayers(workspaceId, frame.baseNo));
      break;
    }
    frame = await selectFrame(tx, workspaceId, frame.baseBranchId, frame.baseNo);
  }
  return { branchId, branch: name, no, seq: baseSeq, layers, ref: `${name}@${no}` };
}

function missing(sentence: string) {
  return notFound(sentence, { code: "ref_not_found", field: "at" });
}
