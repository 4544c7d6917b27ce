import { expect, test } from "vitest";
import { inFileOrder, orderKey } from "#lib/corpora/materialize/order.ts";

test("records stand by the sha256 of their id, whatever order they come in", () => {
  expect(orderKey("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const ids = Array.from({ length: 100 }, (_, at) => `record-${at}`);
  const ordered = inFileOrder(ids, id => id);
  expect(ordered.map(orderKey)).toEqual(ids.map(orderKey).sort());
  expect(inFileOrder(ids.toReversed(), id => id)).toEqual(ordered);
});
