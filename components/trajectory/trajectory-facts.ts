import type { TrajectoryDetail } from "#lib/slices/schemas.ts";

/** What is known about a run beside the run itself. */
export type TrajectoryFacts = Omit<TrajectoryDetail, "steps">;
