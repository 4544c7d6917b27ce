import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { comparisonItemSchema, preferenceItemSchema } from "#lib/slices/schemas.ts";
import { expectAccessible, signIn, test } from "./signed-in.ts";

/** A lead's first half hour: look around the sample, judge a few pairs, publish them, fetch the file. */

test.describe("a stranger", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("is asked to sign in, and lands where they wanted to go", async ({ page }) => {
    await page.goto("/demo/trajectories");
    await expect(page).toHaveURL(/\/sign-in/);
    await expectAccessible(page);
    await signIn(page);
    await expect(page).toHaveURL(/\/demo\/trajectories$/);
  });
});

test("the overview of the sample says what is there", async ({ page }) => {
  await open(page, "/demo");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("demo");
  await expect(page.getByRole("main").getByRole("link", { name: "45", exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("the table is filtered and sorted, and its address keeps both", async ({ page }) => {
  await open(page, "/demo/trajectories");
  await expect(page.getByText("45 trajectories")).toBeVisible();
  await expectAccessible(page);

  const filter = page.getByRole("textbox", { name: "Filter" });
  await filter.fill('outcome == "failure"');
  await filter.press("Enter");
  await expect(page.getByText(/^\d+ trajectories match/)).toBeVisible();

  const table = page.getByRole("table", { name: "Trajectories" });
  await table.getByRole("button", { name: "Steps" }).click();
  await expect(table.getByRole("columnheader", { name: "Steps" })).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/filter=.*&sort=-steps/);
  const failures = table.getByRole("row").filter({ hasText: "failure" });
  // The longest of the sample's failures: the rows have arrived in their new order.
  await expect(failures.first()).toContainText("No frost warning late in the evening");
  const shown = () => failures.allTextContents();
  const rows = await shown();
  expect(rows.length).toBeGreaterThan(3);
  await page.reload();
  await expect.poll(shown).toEqual(rows);
});

test("a filter that cannot be read is refused with words beside it", async ({ page, complaints }) => {
  await open(page, "/demo/trajectories?filter=nonsense+%3E+1");
  await expect(page.getByRole("alert").filter({ hasText: "nonsense" })).toBeVisible();
  await expectAccessible(page);
  // The browser notes every refusal in its console, whatever the page makes of it.
  expect(complaints.filter(text => !text.includes("status of 400"))).toEqual([]);
  complaints.length = 0;
});

test("a trajectory shows its steps and its rewards", async ({ page }) => {
  await open(page, "/demo/trajectories?filter=task+%3D%3D+%22refunds%2Fcracked-planter%22");
  await expect(page.getByText("3 trajectories match")).toBeVisible();
  await page
    .getByRole("link", { name: /Refund a planter that arrived cracked/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Refund a planter");
  await expect(page.getByRole("main").getByText("assistant").first()).toBeVisible();
  await expect(page.getByText("get_order").first()).toBeVisible();
  await page.getByRole("tab", { name: /Rewards/ }).click();
  const rewards = page.getByRole("tabpanel", { name: /Rewards/ });
  await expect(rewards.getByText(/^(env|human|rule|ai):/).first()).toBeVisible();
  await expectAccessible(page);
});

test("five pairs are judged by keyboard alone, one of them twice", async ({ page }) => {
  await open(page, "/demo/label");
  const before = await ownVotes(page);
  const said = async (key: string, words: string) => {
    await settled(page);
    await page.keyboard.press(key);
    await expect(page.getByText(words)).toBeVisible();
  };
  await expect(page.getByRole("article", { name: "Two runs of one task" })).toBeVisible();
  await expectAccessible(page);
  await said("1", "Recorded A much better");
  await said("2", "Recorded A better");
  await said("4", "Recorded Tie");
  await said("6", "Recorded B better");
  await said("0", "Recorded Both bad");
  await said("u", "Undid Both bad");
  await said("7", "Recorded B much better");
  await expect(page.getByText("all saved")).toBeVisible();

  const votes = (await ownVotes(page)).slice(before.length);
  expect(votes.map(vote => vote.said)).toEqual(["left 3", "left 2", "tie", "right 2", "right 3"]);
  expect(new Set(votes.map(vote => vote.comparisonId)).size).toBe(5);
});

test("what was judged is published from the form, and its file is the one that the page names", async ({
  page,
}) => {
  await open(page, "/demo/corpora");
  await page.getByRole("link", { name: "New corpus" }).first().click();
  await page.getByLabel("Slice").fill("pref != null || votes > 0");
  await page.getByText("reward", { exact: true }).click();
  await page.getByLabel("Name").fill("journey");
  await expect(page.getByRole("region", { name: "Preview" }).getByText(/\d+ rows? from/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Publish journey@v1" }).click();

  await expect(page).toHaveURL(/\/demo\/corpora\/journey\/v1$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("journey@v1");
  await expect(page.getByRole("region", { name: "Chosen and rejected" })).toHaveCount(3);
  await expect(page.getByRole("listitem").filter({ hasText: "tie" })).toBeVisible();
  await expectAccessible(page);

  const file = page.getByRole("row").filter({ hasText: ".parquet" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    file.getByRole("link", { name: /^Download data\/train-/ }).click(),
  ]);
  const found = createHash("sha256")
    .update(readFileSync(await download.path()))
    .digest("hex");
  await expect(file.getByTitle(found)).toBeVisible();

  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Corpora" }).click();
  await expect(page.getByRole("row").filter({ hasText: "journey" })).toContainText("v1");
  await expectAccessible(page);
});

test("settings open for an owner", async ({ page }) => {
  await open(page, "/demo/settings");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
  await expectAccessible(page);
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page).toHaveURL(url => url.pathname + url.search === path);
}

/** A verdict counts once its item has been drawn: a key before that would judge what nobody saw. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: /^Tie/ })).toBeEnabled();
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  });
}

const listSchema = z.object({ items: z.array(comparisonItemSchema) });
const votesSchema = z.object({ preferences: z.array(preferenceItemSchema) });

/** The owner's votes as the API tells them, oldest first, in words of the sides that were shown. */
async function ownVotes(page: Page) {
  const read = async <T>(schema: z.ZodType<T>, path: string) =>
    schema.parse(await (await page.request.get(`/api/v1/workspaces/demo/${path}`)).json());
  const { items } = await read(listSchema, "comparisons?limit=200");
  const details = await Promise.all(
    items.map(async ({ comparisonId }) => ({
      comparisonId,
      ...(await read(votesSchema, `comparisons/${comparisonId}`)),
    })),
  );
  return details
    .flatMap(({ comparisonId, preferences }) => preferences.map(vote => ({ ...vote, comparisonId })))
    .filter(vote => vote.shown !== null)
    .sort((one, other) => one.seq - other.seq)
    .map(({ comparisonId, verdict, shown, strength }) => {
      const isLeft = (verdict === "a") === (shown === "ab");
      const isSide = verdict === "a" || verdict === "b";
      return { comparisonId, said: isSide ? `${isLeft ? "left" : "right"} ${strength}` : verdict };
    });
}
