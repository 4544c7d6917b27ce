import type { TrajectoryDetail } from "#lib/slices/schemas.ts";

/**
 * What is known about a run beside the run itself, fit to be sent to the browser: free-form JSON as its text, since
 * numbers kept as their source do not travel as objects.
 */
export type TrajectoryFacts = Omit<TrajectoryDetail, "steps" | "metadata" | "tools"> & {
  metadata: string | null;
  tools: string | null;
};

export function factsOf(trajectory: TrajectoryDetail): TrajectoryFacts {
  const { steps, metadata, tools, ...facts } = trajectory;
  return { ...facts, metadata: textOf(metadata), tools: textOf(tools) };
}

/** Null for what is empty: there is nothing to show of it. */
function textOf(value: object | null): string | null {
  return value === null || Object.keys(value).length === 0 ? null : JSON.stringify(value, null, 2);
}
