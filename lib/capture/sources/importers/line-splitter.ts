import { type ByteSpan, isSpace, maxRecordBytes, SpanBuffer, tooLong } from "./byte-spans.ts";

/** Cuts bytes that arrive in chunks into lines, holding one line at a time. Blank lines are passed over. */
export class LineSplitter {
  readonly #buffer: SpanBuffer;
  #line = 1;
  #record = 0;

  constructor(maxBytes = maxRecordBytes) {
    this.#buffer = new SpanBuffer(maxBytes);
  }

  /** The lines that end in this chunk. The chunk must not change afterwards. */
  push(chunk: Uint8Array): ByteSpan[] {
    const spans: ByteSpan[] = [];
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, from)) {
      this.#buffer.add(chunk.subarray(from, at));
      spans.push(...this.#taken());
      from = at + 1;
    }
    this.#buffer.add(chunk.subarray(from));
    return spans;
  }

  /** The last line, when no line feed ends it. */
  end(): ByteSpan[] {
    return this.#taken();
  }

  #taken(): ByteSpan[] {
    const line = this.#line++;
    const bytes = this.#buffer.take();
    if (bytes?.every(isSpace)) return [];
    const record = ++this.#record;
    return [bytes ? { line, record, bytes } : { line, record, refused: tooLong }];
  }
}
