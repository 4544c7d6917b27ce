import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { decoders } from "#lib/capture/sources/importers/detect.ts";
import type { JobItem } from "#lib/jobs/schemas.ts";
import { startJob } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { invalid } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { storage, uploadKey } from "#lib/storage/storage.ts";

export const startImportSchema = z.strictObject({
  /** The file's name, for messages about its records. */
  name: z.string().min(1).max(500),
  format: z.enum(decoders.map(decoder => decoder.format)).optional(),
});

export const importInputSchema = z.object({
  name: z.string(),
  format: z.string().optional(),
  uploadId: z.string(),
  sizeBytes: z.number(),
});

/** Takes a file's bytes and queues its import. The bytes are stored before the job exists, so no job waits for a lost file. */
export async function startImport(
  context: Context,
  input: unknown,
  bytes: AsyncIterable<Uint8Array>,
): Promise<JobItem> {
  authorize(context, "ingest");
  const { name, format } = parseInput(startImportSchema, input);
  const uploadId = uuidv7();
  const key = uploadKey(context.workspaceId, uploadId);
  const sizeBytes = await storage().putStream(key, bytes);
  if (sizeBytes === 0) {
    await storage().remove(key);
    throw invalid(`${name} is empty.`, { code: "empty_file" });
  }
  return startJob(context, {
    kind: "import",
    title: `Import ${name}`,
    input: { name, format, uploadId, sizeBytes } satisfies z.infer<typeof importInputSchema>,
  });
}
