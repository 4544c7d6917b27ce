/**
 * Buffers that grow by doubling and are used again after `clear`, so that a long run of batches settles on one set of
 * allocations. What `view` returns is valid until the next write.
 */

const firstBytes = 64 * 1024;

/** UTF-8 text, one value after the other, with the Arrow offsets between them. */
export class GrowingText {
  #bytes = Buffer.allocUnsafe(firstBytes);
  #length = 0;
  readonly #offsets = new GrowingInt32();

  constructor() {
    this.clear();
  }

  get byteLength(): number {
    return this.#length;
  }

  get count(): number {
    return this.#offsets.length - 1;
  }

  append(text: string): void {
    // A UTF-16 unit takes at most 3 bytes of UTF-8; measuring it exactly would cost a second pass over the text.
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, "utf8");
    this.#offsets.append(this.#length);
  }

  clear(): void {
    this.#length = 0;
    this.#offsets.clear();
    this.#offsets.append(0);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  offsets(): Int32Array {
    return this.#offsets.view();
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

export class GrowingInt32 {
  #values = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Int32Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  clear(): void {
    this.#length = 0;
  }

  view(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** One bit a value, least significant bit first, as Arrow's validity and boolean buffers are. */
export class GrowingBits {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #unset = 0;

  /** How many of the bits are 0: a validity buffer's null count. */
  get unset(): number {
    return this.#unset;
  }

  append(bit: boolean): void {
    const at = this.#length >> 3;
    if (at === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    const mask = 1 << (this.#length & 7);
    const byte = this.#bytes[at] ?? 0;
    this.#bytes[at] = bit ? byte | mask : byte & ~mask;
    if (!bit) this.#unset++;
    this.#length++;
  }

  clear(): void {
    this.#bytes.fill(0);
    this.#length = 0;
    this.#unset = 0;
  }

  view(): Uint8Array {
    return this.#bytes.subarray(0, (this.#length + 7) >> 3);
  }
}
