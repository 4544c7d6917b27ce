import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { ApiClient } from "#lib/cli/api-client.ts";
import { snapshotSchema } from "#lib/corpora/schemas.ts";
import { unavailable } from "#lib/service/errors.ts";

const manifestSchema = z.object({
  snapshot: z.string(),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.number() })),
});
type ManifestFile = z.infer<typeof manifestSchema>["files"][number];

export interface Pulled {
  snapshot: string;
  files: number;
  sizeBytes: number;
  manifestSha256: string;
}

const downloadsAtOnce = 4;
const triesPerFile = 3;

/**
 * Downloads a snapshot's files into a folder, several at once. A file that stands there whole is kept, a part of one is
 * gone on with; every sha256 is verified against the manifest, and the manifest's against the server's record of it.
 */
export async function pullSnapshot(
  api: ApiClient,
  name: { corpus: string; version: string },
  folder: string,
): Promise<Pulled> {
  const path = `corpora/${name.corpus}/snapshots/${name.version}`;
  const snapshot = snapshotSchema.parse(await api.get(path));
  const pinned = `corpora/${name.corpus}/snapshots/v${snapshot.version}`;
  const bytes = Buffer.from(await (await api.fetch(`${pinned}/manifest`)).arrayBuffer());
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== snapshot.manifestSha256) throw damaged("the manifest", snapshot.manifestSha256, found);
  const manifest = manifestSchema.parse(JSON.parse(bytes.toString()));
  await mkdir(folder, { recursive: true });
  const waiting = [...manifest.files];
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await pullFile(api, pinned, file, folder);
  };
  await Promise.all(Array.from({ length: downloadsAtOnce }, worker));
  await writeFile(join(folder, "manifest.json"), bytes);
  const sizeBytes = manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return { snapshot: manifest.snapshot, files: manifest.files.length, sizeBytes, manifestSha256: found };
}

async function pullFile(
  api: ApiClient,
  snapshotPath: string,
  file: ManifestFile,
  folder: string,
): Promise<void> {
  const target = resolve(folder, file.path);
  if (relative(resolve(folder), target).startsWith(".."))
    throw unavailable(`The manifest names a path outside the folder: ${file.path}.`);
  if ((await sizeOf(target)) === file.sizeBytes && (await sha256Of(target)) === file.sha256) return;
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;
  const url = `${snapshotPath}/files/${file.path.split("/").map(encodeURIComponent).join("/")}`;
  let found = "";
  for (let tries = 0; tries < triesPerFile; tries++) {
    await download(api, url, file, part);
    found = await sha256Of(part);
    if (found === file.sha256) return rename(part, target);
    await rm(part, { force: true });
  }
  throw damaged(file.path, file.sha256, found);
}

async function download(api: ApiClient, url: string, file: ManifestFile, part: string): Promise<void> {
  const have = (await sizeOf(part)) ?? 0;
  if (have >= file.sizeBytes && file.sizeBytes > 0) return;
  const response = await api.fetch(url, have > 0 ? { range: `bytes=${have}-` } : {});
  const resumes = response.status === 206;
  await pipeline(Readable.from(response.body ?? []), createWriteStream(part, { flags: resumes ? "a" : "w" }));
}

function damaged(what: string, wanted: string, found: string) {
  return unavailable(
    `${what} has sha256 ${found}, not ${wanted}. Pull again; if it stays so, the store is damaged.`,
    {
      code: "hash_mismatch",
    },
  );
}

async function sizeOf(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.size ?? null;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}
