/** A branch at a commit: a layer of edits over what stands below it. */
export interface Layer {
  branchId: string;
  no: number;
}

/**
 * What somebody sees: the log up to a seq, with layers of edits over it, the nearest first. Main's own edits are the last
 * layer, where main has any. A record that a layer edits is seen there, whole, and nowhere below.
 */
export interface View {
  branchId: string;
  branch: string;
  /** The commit of the branch that is seen. */
  no: number;
  seq: number;
  layers: readonly Layer[];
  /** The pinned ref: asked again, it gives the same rows for ever. */
  ref: string;
}
