import { expect, test } from "vitest";
import { readNext } from "./search-params.ts";

test.each([
  ["/rlhf-live/label", "/rlhf-live/label"],
  [undefined, "/"],
  [["/a", "/b"], "/"],
  ["https://elsewhere.example", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
])("next=%j leads to %s", (value, path) => {
  expect(readNext(value)).toBe(path);
});
