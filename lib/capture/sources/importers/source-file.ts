/** A file to import, wherever its bytes are. `slice` answers the bytes from `start` to before `end`, in a buffer of their own. */
export interface SourceFile {
  name: string;
  sizeBytes: number;
  slice(start: number, end: number): Promise<Uint8Array>;
}

const chunkBytes = 1 << 20;

/** The file's bytes in order, from `start` on. */
export async function* chunksOf(file: SourceFile, start = 0): AsyncGenerator<Uint8Array> {
  for (let at = start; at < file.sizeBytes; at += chunkBytes) {
    yield await file.slice(at, Math.min(at + chunkBytes, file.sizeBytes));
  }
}
