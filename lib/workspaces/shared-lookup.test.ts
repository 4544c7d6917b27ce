import { expect, test } from "vitest";
import { sharedLookup } from "#lib/workspaces/shared-lookup.ts";

/** Looks that end when they are told to. */
function manualLooks() {
  const started: { key: string; end: PromiseWithResolvers<string> }[] = [];
  const look = (key: string) => {
    const end = Promise.withResolvers<string>();
    started.push({ key, end });
    return end.promise;
  };
  return { started, lookup: sharedLookup(look) };
}

test("who asks while a look is under way shares the next one, never this one", async () => {
  const { started, lookup } = manualLooks();
  const first = lookup("k");
  const later = [lookup("k"), lookup("k")];
  expect(started).toHaveLength(1);
  started[0]?.end.resolve("old");
  expect(await first).toBe("old");
  await Promise.resolve();
  expect(started).toHaveLength(2);
  started[1]?.end.resolve("new");
  expect(await Promise.all(later)).toEqual(["new", "new"]);
});

test("asks anew once nothing is under way, also after a failure", async () => {
  const { started, lookup } = manualLooks();
  const first = lookup("k");
  const second = lookup("k");
  started[0]?.end.reject(new Error("down"));
  await expect(first).rejects.toThrow("down");
  started[1]?.end.resolve("up");
  expect(await second).toBe("up");
  const third = lookup("k");
  expect(started).toHaveLength(3);
  started[2]?.end.resolve("again");
  expect(await third).toBe("again");
});

test("keys do not wait for each other", () => {
  const { started, lookup } = manualLooks();
  void lookup("a");
  void lookup("b");
  expect(started.map(one => one.key)).toEqual(["a", "b"]);
});
