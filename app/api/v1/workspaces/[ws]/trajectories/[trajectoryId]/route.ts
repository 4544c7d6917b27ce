import { json, refOf, workspaceRoute } from "#lib/http/route.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";

export const GET = workspaceRoute<{ trajectoryId: string }>(async (context, request, { trajectoryId }) => {
  const { ref, ...trajectory } = await readTrajectory(context, { trajectoryId, at: refOf(request) });
  return json(trajectory, { ref });
});
