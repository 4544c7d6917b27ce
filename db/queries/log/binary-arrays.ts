/**
 * Arrays in PostgreSQL's binary form (`array_send` in src/backend/utils/adt/arrayfuncs.c): the number of dimensions, a
 * flag for nulls, the elements' type, then length and lower bound, then each element's length and bytes, all big-endian.
 * As text, every element would be searched for quotes on one side and again on the other. A `Buffer` is what makes `pg`
 * send a parameter in binary form.
 */

const headerBytes = 20;
const types = { int4: 23, int8: 20, text: 25, uuid: 2950 };

function header(type: keyof typeof types, count: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(count === 0 ? 12 : headerBytes + bytes);
  array.writeInt32BE(count === 0 ? 0 : 1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(types[type], 8);
  if (count === 0) return array;
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return array;
}

export function int4Array(values: readonly number[]): Buffer {
  const array = header("int4", values.length, values.length * 8);
  let at = headerBytes;
  for (const value of values) {
    array.writeInt32BE(4, at);
    array.writeInt32BE(value, at + 4);
    at += 8;
  }
  return array;
}

/** @param values Integers below 2^53. */
export function int8Array(values: readonly number[]): Buffer {
  const array = header("int8", values.length, values.length * 12);
  let at = headerBytes;
  for (const value of values) {
    array.writeInt32BE(8, at);
    array.writeBigInt64BE(BigInt(value), at + 4);
    at += 12;
  }
  return array;
}

/** @param values UUIDs as text. */
export function uuidArray(values: readonly string[]): Buffer {
  const array = header("uuid", values.length, values.length * 20);
  let at = headerBytes;
  for (const value of values) {
    array.writeInt32BE(16, at);
    array.write(value.replaceAll("-", ""), at + 4, "hex");
    at += 20;
  }
  return array;
}

/** @param values Texts as PostgreSQL takes them: without NUL. */
export function textArray(values: readonly string[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += 4 + Buffer.byteLength(value);
  const array = header("text", values.length, bytes);
  let at = headerBytes;
  for (const value of values) {
    const length = array.write(value, at + 4);
    array.writeInt32BE(length, at);
    at += 4 + length;
  }
  return array;
}
