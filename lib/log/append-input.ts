/**
 * What one append takes: the rows of `append_records`, and for each record where it stands. A member is what must land
 * or fail together (a request, a line of NDJSON, a source row of a file); an append takes many members.
 */

export interface TrajectoryRow {
  i: number;
  create: boolean;
  client: string | null;
  id: string | null;
  ord?: number;
  task?: string;
  title?: string | null;
  hash?: string;
  body?: string;
  agent?: string | null;
  model?: string | null;
  source?: string | null;
  status?: string;
  started?: string | null;
  ended?: string | null;
  tags?: string[];
}

export interface ComparisonRow {
  i: number;
  create: boolean;
  client: string | null;
  id: string | null;
  ord?: number;
  a?: number;
  b?: number;
  hash?: string;
  body?: string;
}

interface FeedbackRow {
  ord: number;
  /** The 1-based place of the trajectory (of the comparison, for a preference) it is about. */
  ref: number;
  id: string;
  client: string | null;
  hash: string;
  body: string;
}

export interface RewardRow extends FeedbackRow {
  step: number | null;
  name: string;
  value: number;
  kind: string;
  rater: string;
}

export interface OutcomeRow extends FeedbackRow {
  status: string;
}

export interface PreferenceRow extends FeedbackRow {
  kind: string;
  rater: string;
  verdict: string;
  strength: number | null;
  withdrawn: boolean;
}

export interface StepRow {
  ref: number;
  ord: number;
  idx: number;
  role: string;
  hash: string;
  body: string;
  tokens: number;
  calls: number;
  tools: string[];
}

export interface AppendInput {
  n: number;
  trajectories: TrajectoryRow[];
  comparisons: ComparisonRow[];
  rewards: RewardRow[];
  outcomes: OutcomeRow[];
  preferences: PreferenceRow[];
  steps: StepRow[];
}

export interface AppendAnswer {
  /** The append's `last_seq`; the workspace's latest where nothing was new. */
  seq: number;
  /** Ids by place. */
  tid: string[] | null;
  cid: string[] | null;
  /** The ords of the records that were new. */
  created: number[];
}
