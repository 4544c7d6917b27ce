import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { pageSchema, trajectoryItemSchema } from "#lib/slices/schemas.ts";
import { expectAccessible, test } from "./signed-in.ts";
import { makeWorkspace, sharedServer, type TestWorkspace } from "./workspace.ts";

/**
 * Two curators edit the sample's support runs on branches of their own. What the first merges, the second meets as
 * conflicts, in exactly the fields that both changed. Main as it was before stays readable.
 */

const name = "curation";
const runs = 15;
const excludedTask = "refunds/late-delivery";
const editedTask = "orders/forgotten-coupon";
/** The step that both curators write to. */
const sharedStep = 1;

const listSchema = pageSchema(trajectoryItemSchema);
const stepsSchema = z.object({ steps: z.array(z.object({ idx: z.number(), content: z.string() })) });
const anySchema = z.unknown();

test.describe.configure({ mode: "serial" });

let workspace: TestWorkspace;
/** Main before anybody edited: the pinned ref. */
let before: string;

test.beforeAll(async ({ ownerState: _signedInFirst }) => {
  workspace = await makeWorkspace(sharedServer(), name);
  const file = join(import.meta.dirname, "../demo/support.jsonl");
  const imported = await workspace.run("import", file, "--workspace", name);
  expect(imported.code, imported.stderr).toBe(0);
});

test("one curator excludes the runs of a task on a branch, from the table", async ({ page }) => {
  before = await refOfMain(page);
  await openTask(page, excludedTask, "main");
  await expect(page.getByText("3 trajectories match")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select the loaded rows" }).check();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByText("3 selected")).toBeVisible();
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Exclude" }).click();

  const dialog = page.getByRole("dialog", { name: /^Exclude/ });
  await dialog.getByRole("textbox", { name: "New branch" }).fill("fix-refunds");
  await dialog.getByRole("button", { name: "Exclude" }).click();
  await expect(page).toHaveURL(/at=fix-refunds/);
  await expect(page.getByRole("row").getByText("excluded")).toHaveCount(3);
  expect(await excludedAt("fix-refunds")).toBe(3);
  expect(await excludedAt("main")).toBe(0);
});

test("and corrects an answer and redacts a text, in place", async ({ page }) => {
  await openTask(page, editedTask, "fix-refunds");
  const run = await editedRun("main");
  await page.locator(`a[href*="${run}"]`).click();
  await expect(page).toHaveURL(new RegExp(`${run}\\?at=fix-refunds`));

  await page.getByRole("button", { name: "Correct this answer" }).first().click();
  const correction = page.getByRole("dialog", { name: /Correct the answer/ });
  await correction.getByLabel("Better answer").fill("Yes: here is how we can honour it.");
  await correction.getByRole("button", { name: "Add correction" }).click();
  await expect(page.getByText(/^Correct step/).first()).toBeVisible();

  await page.getByRole("button", { name: `Edit step ${sharedStep}`, exact: true }).click();
  const text = page
    .getByRole("dialog", { name: `Step ${sharedStep}` })
    .getByRole("textbox", { name: "Text" });
  await text.evaluate(area => {
    if (area instanceof HTMLTextAreaElement) area.setSelectionRange(0, 8);
  });
  await page.getByRole("button", { name: "Redact selection" }).click();
  await expect(text).toHaveValue(/^\[redacted\]/);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main").getByText("[redacted]").first()).toBeVisible();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("tabpanel", { name: "History" }).getByText("Redact step 1")).toBeVisible();
  await expectAccessible(page);
});

test("another branch edits records of its own, and some of the same", async ({ page }) => {
  const [excluded] = await runsOf(excludedTask, before);
  const run = await editedRun(before);
  const steps = await stepsAt(run, before);
  const text = steps.find(step => step.idx === sharedStep)?.content ?? "";
  await workspace.post(anySchema, "branches", { name: "relabel/two", from: before });
  const edits = [
    { recordId: excluded, path: "outcome", value: { status: "partial" } },
    { recordId: run, path: `steps/${sharedStep}/content`, value: `${text} Please.` },
    { recordId: run, path: "tags/looked-at", value: true },
  ];
  await workspace.post(anySchema, "branches/relabel%2Ftwo/edits", { message: "Relabel", edits });

  await page.goto(`/${name}/branches`);
  await expect(page.getByRole("row").filter({ hasText: "relabel/two" })).toContainText("Relabel");
  await expectAccessible(page);
  await page.getByRole("link", { name: "relabel/two" }).click();
  await page.getByRole("button", { name: "3 changes" }).click();
  await expect(page.getByText("+ looked-at")).toBeVisible();
  await expectAccessible(page);
});

test("the first branch is merged by request", async ({ page }) => {
  await openRequest(page, "fix-refunds", "Refunds: exclude, correct, redact");
  await expect(page.getByRole("region", { name: "Checks" })).toContainText("Exclusions");
  await expectAccessible(page);
  await merge(page);
  expect(await excludedAt("main")).toBe(3);
});

test("the second meets exactly the fields that both changed, and is merged when they are decided", async ({
  page,
}) => {
  await openRequest(page, "relabel/two", "Relabel");
  const conflicts = page.getByRole("region", { name: /^Conflict in/ });
  await expect(conflicts).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Merge", exact: true })).toBeDisabled();
  await expect(page.getByText("2 conflicts are to be decided.")).toBeVisible();
  await expectAccessible(page);

  const text = conflicts.filter({ hasText: "step 1, text" });
  await text.getByRole("button", { name: "Write a value" }).click();
  await text.getByRole("textbox").fill("[redacted] Please.");
  await text.getByRole("button", { name: "Use this value" }).click();
  await expect(conflicts).toHaveCount(1);
  await conflicts.getByRole("button", { name: "Take relabel/two" }).click();
  await expect(conflicts).toHaveCount(0);
  await merge(page);

  const run = await editedRun(before);
  const steps = await stepsAt(run, "main");
  expect(steps.find(step => step.idx === sharedStep)?.content).toBe("[redacted] Please.");
});

test("main from before still reads as it did, and the difference to it is told", async ({ page }) => {
  const { items } = await listAt(before);
  expect(items).toHaveLength(runs);
  expect(items.filter(item => item.excluded || item.tags.includes("looked-at"))).toEqual([]);
  const run = await editedRun(before);
  await page.goto(`/${name}/trajectories/${run}?at=${before}`);
  await expect(page.getByText("pinned", { exact: true })).toBeVisible();
  await expect(page.getByRole("main").getByText("[redacted]")).toHaveCount(0);

  await page.goto(`/${name}/diff?from=${before}&to=main`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Differences");
  await expect(page.getByText("+ looked-at")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "excluded" })).toContainText("3");
  await expectAccessible(page);
});

async function openTask(page: Page, task: string, at: string): Promise<void> {
  const query = new URLSearchParams({ filter: `task == "${task}"`, ...(at === "main" ? {} : { at }) });
  await page.goto(`/${name}/trajectories?${query}`);
  await expect(page.getByRole("table", { name: "Trajectories" })).toBeVisible();
}

async function openRequest(page: Page, branch: string, title: string): Promise<void> {
  await page.goto(`/${name}/merge-requests?new=${encodeURIComponent(branch)}`);
  const dialog = page.getByRole("dialog", { name: "New merge request" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Open merge request" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
}

async function merge(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByText("✓ merged")).toBeVisible();
}

async function refOfMain(page: Page): Promise<string> {
  const answer = await page.request.get(`/api/v1/workspaces/${name}/trajectories?limit=1`);
  const ref = answer.headers()["x-espalier-ref"] ?? "";
  expect(ref).toMatch(/^main@\d+$/);
  return ref;
}

function listAt(at: string) {
  return workspace.get(listSchema, `trajectories?${new URLSearchParams({ at, limit: "200" })}`);
}

async function excludedAt(at: string): Promise<number> {
  return (await listAt(at)).items.filter(item => item.excluded).length;
}

async function runsOf(task: string, at: string): Promise<string[]> {
  const { items } = await listAt(at);
  return items.filter(item => item.task === task).map(item => item.trajectoryId);
}

/** The first run of the edited task, the same at every ref. */
async function editedRun(at: string): Promise<string> {
  const [first] = (await runsOf(editedTask, at)).sort();
  if (!first) throw new Error(`There is no run of ${editedTask} at ${at}.`);
  return first;
}

async function stepsAt(run: string, at: string) {
  return (await workspace.get(stepsSchema, `trajectories/${run}?at=${at}`)).steps;
}
