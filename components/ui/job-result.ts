import { publishResultSchema } from "#lib/corpora/schemas.ts";
import { editedSliceSchema } from "#lib/curation/schemas.ts";
import { importResultSchema, type JobItem, judgeResultSchema } from "#lib/jobs/schemas.ts";
import { count, counted } from "./format.ts";

const plurals: Record<string, string> = { trajectory: "trajectories" };

/** `200 trajectories, 5,308 steps` from counts by record type. */
export function recordsText(created: Record<string, number>): string {
  const parts = Object.entries(created).filter(([, value]) => value > 0);
  if (parts.length === 0) return "nothing new";
  return parts.map(([type, value]) => counted(value, type, plurals[type])).join(", ");
}

/** What a finished job brought, in a line; null while there is nothing to tell. */
export function resultText(job: JobItem): string | null {
  if (job.state !== "done") return null;
  switch (job.kind) {
    case "import": {
      const result = importResultSchema.safeParse(job.result);
      if (!result.success) return null;
      const { created, refusedCount } = result.data;
      return `${recordsText(created)}${refusedCount > 0 ? `; ${counted(refusedCount, "record")} refused` : ""}`;
    }
    case "judge": {
      const result = judgeResultSchema.safeParse(job.result);
      return result.success ? `${counted(result.data.preferences, "pair")} decided` : null;
    }
    case "edit": {
      const result = editedSliceSchema.safeParse(job.result);
      return result.success ? `${counted(result.data.changes, "field")} changed, ${result.data.ref}` : null;
    }
    case "publish": {
      const result = publishResultSchema.safeParse(job.result);
      return result.success ? `${result.data.snapshot}, ${count(result.data.rows)} rows` : null;
    }
  }
}
