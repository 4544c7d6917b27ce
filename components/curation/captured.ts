"use client";

import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { callApi, workspaceUrl } from "#components/ui/api.ts";

/** As much of a trajectory as its editable fields are made of. */
const fieldsSchema = z.object({
  task: z.string(),
  outcome: z.string().nullable(),
  outcomeReason: z.string().nullable(),
  excluded: z.boolean(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  steps: z.array(z.object({ idx: z.number(), role: z.string(), content: z.string() })),
});
type TrajectoryFields = z.infer<typeof fieldsSchema>;

/** The fields of a trajectory at a ref, for comparing what somebody edited with what was there. */
export function useFieldsAt(workspace: string, trajectoryId: string, at: string | null, enabled = true) {
  return useQuery({
    queryKey: ["trajectories", workspace, at, "fields", trajectoryId],
    queryFn: ({ signal }) =>
      callApi(fieldsSchema, workspaceUrl(workspace, `trajectories/${trajectoryId}`, { at: at ?? "main" }), {
        signal,
      }),
    enabled: enabled && at !== null,
  });
}

/** What a trajectory shows at a field's path, in the shape that an edit of it has. */
export function fieldAt(fields: TrajectoryFields, path: string): unknown {
  const [first = "", second = "", ...rest] = path.split("/");
  if (first === "task") return fields.task;
  if (first === "excluded") return fields.excluded;
  if (first === "outcome") {
    const { outcome, outcomeReason } = fields;
    return outcome === null ? null : { status: outcome, ...(outcomeReason ? { reason: outcomeReason } : {}) };
  }
  const member = [second, ...rest].join("/");
  if (first === "tags") return fields.tags.includes(member);
  if (first === "metadata") return fields.metadata?.[member];
  if (first === "steps") return fields.steps.find(step => step.idx === Number(second))?.content;
  return undefined;
}
