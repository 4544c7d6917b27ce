import { selectSteps, selectTrajectoryBodies } from "#db/queries/views/records.ts";
import type { Tx } from "#db/tenancy.ts";
import type { PlacedStep } from "#lib/trajectories/schemas.ts";
import { editedMetadata, editedSteps } from "#lib/views/apply-edits.ts";
import { readEdits } from "#lib/views/read-edits.ts";
import { readStep, readTrajectoryBody } from "#lib/views/stored-bodies.ts";
import type { View } from "#lib/views/view.ts";

/** What a trajectory says at a view, edits applied. Its facts are read apart. */
export interface TrajectoryContent {
  trajectoryId: string;
  body: ReturnType<typeof readTrajectoryBody>;
  steps: PlacedStep[];
}

/** The content of trajectories at a view, by id. */
export async function readContent(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  trajectoryIds: readonly string[],
): Promise<Map<string, TrajectoryContent>> {
  const bodies = await selectTrajectoryBodies(tx, workspaceId, trajectoryIds);
  const rows = await selectSteps(tx, workspaceId, view, trajectoryIds);
  const edits = await readEdits(tx, workspaceId, view, trajectoryIds);
  const steps = new Map<string, PlacedStep[]>();
  for (const row of rows) {
    const held = steps.get(row.trajectoryId);
    if (held) held.push(readStep(row));
    else steps.set(row.trajectoryId, [readStep(row)]);
  }
  return new Map(
    bodies.map(({ trajectoryId, body }) => {
      const recordEdits = edits.get(trajectoryId) ?? new Map();
      const parsed = readTrajectoryBody(body);
      const metadata = editedMetadata(parsed.metadata, recordEdits);
      return [
        trajectoryId,
        {
          trajectoryId,
          body: metadata === parsed.metadata ? parsed : { ...parsed, metadata },
          steps: editedSteps(steps.get(trajectoryId) ?? [], recordEdits),
        },
      ];
    }),
  );
}
