import fc from "fast-check";
import { test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { type History, histories } from "./acts.ts";
import { expectContent, expectLists, freshDriver } from "./compare.ts";

/** Holds branches, merges and reads at any ref to a model that keeps whole views and counts everything anew. */
const numRuns = process.env.ESPALIER_TEST_FULL ? 2000 : 200;
useTestDatabase();

async function live(history: History): Promise<void> {
  const driver = await freshDriver();
  for (const { what, look } of history) {
    const moved = await driver.act(what);
    for (const ref of moved) await expectLists(driver, ref);
    const refs = driver.model.refs();
    const old = refs[look.ref % refs.length] ?? "main";
    await expectLists(driver, old, look.filter);
    if (moved.length > 0) await expectContent(driver, moved[look.ref % moved.length] ?? old, look.record);
  }
}

/** Histories at a time: each waits for the database most of the while. */
const abreast = 2;

test("whatever happens, every ref shows what the model shows", { timeout: 1_800_000 }, async () => {
  const property = fc.asyncProperty(histories(12), live);
  const runs = Array.from({ length: abreast }, () => fc.check(property, { numRuns: numRuns / abreast }));
  const [failed] = (await Promise.all(runs)).filter(details => details.failed);
  if (failed) throw new Error(fc.defaultReportMessage(failed), { cause: failed.errorInstance });
});
