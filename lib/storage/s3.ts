import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { S3Config } from "#lib/config.ts";
import type { StorageProvider } from "#lib/storage/provider.ts";

/** Part size of a multipart upload: 10,000 parts of it make 160 GB. */
const partBytes = 16 * 1024 * 1024;

/** Objects in a bucket of any S3 API. */
export function s3Storage({ bucket, region, endpoint, credentials }: S3Config): StorageProvider {
  const client = new S3Client({ region, endpoint, credentials, forcePathStyle: endpoint !== undefined });
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  const range = (start: number, end: number) => `bytes=${start}-${end - 1}`;

  async function put(key: string, bytes: Uint8Array): Promise<void> {
    await client.send(new PutObjectCommand({ ...at(key), Body: bytes }));
  }

  async function putParts(
    key: string,
    parts: AsyncGenerator<Uint8Array>,
    first: Uint8Array,
  ): Promise<number> {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at(key)));
    const done: Array<{ ETag: string | undefined; PartNumber: number }> = [];
    let size = 0;
    try {
      const send = async (bytes: Uint8Array) => {
        const PartNumber = done.length + 1;
        const { ETag } = await client.send(
          new UploadPartCommand({ ...at(key), UploadId, PartNumber, Body: bytes }),
        );
        done.push({ ETag, PartNumber });
        size += bytes.byteLength;
      };
      await send(first);
      for await (const part of parts) await send(part);
      await client.send(
        new CompleteMultipartUploadCommand({ ...at(key), UploadId, MultipartUpload: { Parts: done } }),
      );
      return size;
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand({ ...at(key), UploadId })).catch(() => undefined);
      throw error;
    }
  }

  return {
    put,
    putStream: async (key, chunks) => {
      const parts = inParts(chunks);
      const first = await parts.next();
      const bytes = first.done ? new Uint8Array() : first.value;
      if (bytes.byteLength === partBytes) return putParts(key, parts, bytes);
      await put(key, bytes);
      return bytes.byteLength;
    },
    size: async key => {
      try {
        return (await client.send(new HeadObjectCommand(at(key)))).ContentLength ?? null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    slice: async (key, start, end) => {
      if (end <= start) return new Uint8Array();
      const { Body } = await client.send(new GetObjectCommand({ ...at(key), Range: range(start, end) }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    stream: async (key, start, end) => {
      if (end <= start) return emptyStream();
      const { Body } = await client.send(new GetObjectCommand({ ...at(key), Range: range(start, end) }));
      return Body ? streamOf(Body.transformToWebStream()) : emptyStream();
    },
    remove: async key => void (await client.send(new DeleteObjectCommand(at(key)))),
  };
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}

async function* streamOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

/** Cuts a stream into parts of `partBytes`; only the last may be smaller. */
async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.byteLength;
    while (size >= partBytes) {
      const joined = Buffer.concat(held, size);
      yield joined.subarray(0, partBytes);
      held = [joined.subarray(partBytes)];
      size -= partBytes;
    }
  }
  if (size > 0) yield Buffer.concat(held, size);
}

function isMissing(error: unknown): boolean {
  const name = error instanceof Error ? error.name : "";
  return name === "NotFound" || name === "NoSuchKey";
}
