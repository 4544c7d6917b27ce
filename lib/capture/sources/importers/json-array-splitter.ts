import { type ByteSpan, isSpace, maxRecordBytes, SpanBuffer, tooLong } from "./byte-spans.ts";

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/**
 * Cuts a JSON array that arrives in chunks into the bytes of its elements, holding one element at a time. It follows
 * strings, escapes and depth only; whether an element is JSON is for the parser to say. Every byte that it looks for
 * is ASCII, which never occurs inside a longer UTF-8 sequence. `line` is the line on which an element begins.
 */
export class JsonArraySplitter {
  readonly #buffer: SpanBuffer;
  #state: "before" | "inside" | "after" = "before";
  #depth = 0;
  #inString = false;
  #escaped = false;
  #line = 1;
  #record = 0;
  /** The line of the element's first byte that is not space; 0 while there was none. */
  #elementLine = 0;
  #strayed = false;

  constructor(maxBytes = maxRecordBytes) {
    this.#buffer = new SpanBuffer(maxBytes);
  }

  /** The elements that end in this chunk. The chunk must not change afterwards. */
  push(chunk: Uint8Array): ByteSpan[] {
    const spans: ByteSpan[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === 0x0a) this.#line++;
      if (this.#state === "inside") {
        if (!this.#endsElement(byte)) continue;
        this.#buffer.add(chunk.subarray(from, at));
        spans.push(...this.#element(byte));
        from = at + 1;
      } else {
        spans.push(...this.#outside(byte));
        from = at + 1;
      }
    }
    if (this.#state === "inside") this.#buffer.add(chunk.subarray(from));
    return spans;
  }

  /** To be called after the last chunk: a file that stops before its array closes was cut off. */
  end(): ByteSpan[] {
    if (this.#state === "after") return [];
    const line = this.#elementLine || this.#line;
    return [
      { line, record: this.#record + 1, refused: "the file ends before its array closes; it may be cut off" },
    ];
  }

  #endsElement(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inString = false;
      return false;
    }
    if (isSpace(byte)) return false;
    const closes = byte === 0x5d || byte === 0x7d;
    if (this.#depth === 0 && (byte === comma || byte === 0x5d)) return true;
    if (this.#elementLine === 0) this.#elementLine = this.#line;
    if (byte === quote) this.#inString = true;
    else if (byte === 0x5b || byte === 0x7b) this.#depth++;
    else if (closes && this.#depth > 0) this.#depth--;
    return false;
  }

  #element(end: number): ByteSpan[] {
    const bytes = this.#buffer.take();
    const line = this.#elementLine || this.#line;
    const isEmpty = this.#elementLine === 0;
    this.#elementLine = 0;
    if (end !== comma) this.#state = "after";
    if (isEmpty && end !== comma && this.#record === 0) return [];
    const place = { line, record: ++this.#record };
    if (isEmpty) return [{ ...place, refused: "a comma with no record before or after it" }];
    return [bytes ? { ...place, bytes } : { ...place, refused: tooLong }];
  }

  #outside(byte: number): ByteSpan[] {
    if (isSpace(byte) || this.#strayed) return [];
    if (this.#state === "before" && byte === 0x5b) {
      this.#state = "inside";
      return [];
    }
    this.#strayed = true;
    this.#state = "after";
    return [{ line: this.#line, record: this.#record + 1, refused: "text outside of the file's array" }];
  }
}
