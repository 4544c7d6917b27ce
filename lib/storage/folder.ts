import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StorageProvider } from "#lib/storage/provider.ts";

/** Objects as files. A write goes to a temporary name, is synced, and is renamed: a reader sees all of it or nothing. */
export function folderStorage(root: string): StorageProvider {
  const pathOf = (key: string) => {
    if (key.split("/").some(part => part === "" || part === "." || part === ".."))
      throw new TypeError(`bad key ${key}`);
    return join(/* turbopackIgnore: true */ root, key);
  };

  async function putStream(
    key: string,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<number> {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
    let size = 0;
    const file = await open(temporary, "wx", 0o600);
    try {
      for await (const chunk of chunks) {
        await file.writeFile(chunk);
        size += chunk.byteLength;
      }
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await file.close();
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return size;
  }

  return {
    put: async (key, bytes) => void (await putStream(key, [bytes])),
    putStream,
    size: async key => {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    slice: async (key, start, end) => {
      const file = await open(pathOf(key), "r");
      try {
        const bytes = Buffer.alloc(end - start);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    stream: async (key, start, end) =>
      end <= start
        ? emptyStream()
        : createReadStream(pathOf(key), { start, end: end - 1, highWaterMark: 1 << 20 }),
    remove: async key => rm(pathOf(key), { force: true }),
  };
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}

/** Makes a rename durable; some file systems keep it only in memory until then. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
