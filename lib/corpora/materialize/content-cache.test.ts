import { expect, test } from "vitest";
import { ContentCache } from "#lib/corpora/materialize/content-cache.ts";

test("lets go of what was not used for longest, once the total is too heavy", () => {
  const cache = new ContentCache<number>(10);
  cache.set("a", 1, 4);
  cache.set("b", 2, 4);
  expect(cache.get("a")).toBe(1);
  cache.set("c", 3, 4);
  expect(cache.get("b")).toBeUndefined();
  expect([cache.get("a"), cache.get("c")]).toEqual([1, 3]);
});

test("weighs a value that is set again once", () => {
  const cache = new ContentCache<number>(10);
  cache.set("a", 1, 6);
  cache.set("a", 2, 6);
  cache.set("b", 3, 4);
  expect([cache.get("a"), cache.get("b")]).toEqual([2, 3]);
});

test("holds one value that is heavier than the total", () => {
  const cache = new ContentCache<number>(10);
  cache.set("a", 1, 1);
  cache.set("b", 2, 100);
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, 2]);
  cache.set("c", 3, 1);
  expect([cache.get("b"), cache.get("c")]).toEqual([undefined, 3]);
});
