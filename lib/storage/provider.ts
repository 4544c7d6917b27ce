/** Where bytes are kept: a folder on this machine, or an S3 bucket. Keys are relative paths. */
export interface StorageProvider {
  /** Writes a whole object; resolves once it is durable. Writing the same key again replaces it. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Writes an object as it streams in, in bounded memory; resolves with its size once it is durable. */
  putStream(key: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** Its size in bytes; null where there is no such object. */
  size(key: string): Promise<number | null>;
  /** The bytes from `start` up to, not including, `end`. */
  slice(key: string, start: number, end: number): Promise<Uint8Array>;
  /** A stream of the bytes from `start` up to, not including, `end`. */
  stream(key: string, start: number, end: number): Promise<AsyncIterable<Uint8Array>>;
  remove(key: string): Promise<void>;
}
