import { createHash } from "node:crypto";

/**
 * Where a record stands in its file: by the sha256 of its id, in hex. Trainers that read neighbours together then see
 * unrelated tasks, and the order is the same whenever the file is made. In SQL:
 * `order by sha256(convert_to(id::text, 'UTF8'))`.
 */
export function orderKey(recordId: string): string {
  return createHash("sha256").update(recordId).digest("hex");
}

/** Records in file order. */
export function inFileOrder<T>(records: readonly T[], idOf: (record: T) => string): T[] {
  const keyed = records.map(record => ({ record, key: orderKey(idOf(record)) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ record }) => record);
}
