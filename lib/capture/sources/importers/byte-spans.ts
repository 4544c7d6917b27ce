/** Longest record of a JSON file, in bytes; a longer one is refused without being held in memory. */
export const maxRecordBytes = 64 * 1024 * 1024;

export const tooLong = "longer than 64 MiB";

/** A record's bytes cut out of a file, or the reason why it has none. */
export type ByteSpan = { line: number; record: number } & ({ bytes: Uint8Array } | { refused: string });

/** Gathers the bytes of one record over chunk boundaries, up to a limit. */
export class SpanBuffer {
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size > this.#maxBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  /** The bytes added since the last call; null when they were too many. */
  take(): Uint8Array | null {
    const bytes = this.#size > this.#maxBytes ? null : joined(this.#parts, this.#size);
    this.#parts = [];
    this.#size = 0;
    return bytes;
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Space, tab, line feed, carriage return: what JSON calls whitespace. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
