import { readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { sharedServer } from "./workspace.ts";

/** The address that the server prints when it is ready. */
const ownerEmail = "owner@espalier.local";

function ownerPassword(): string {
  return readFileSync(join(sharedServer().home, "owner.txt"), "utf8").trim();
}

export async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Email").fill(ownerEmail);
  await page.getByLabel("Password", { exact: true }).fill(ownerPassword());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Screens" })).toBeVisible();
}

interface Watched {
  /** What the browser complained of; a violation of the content security policy is an error of the console too. */
  complaints: string[];
}

interface Owner {
  ownerState: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

/** Tests of somebody who signed in as the owner. A fault that the browser reports fails them. */
export const test = base.extend<Watched, Owner>({
  ownerState: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: sharedServer().url });
      const page = await context.newPage();
      // Asked for by its address: with several workspaces, signing in alone would lead to their list.
      await page.goto("/demo");
      await signIn(page);
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: "worker" },
  ],
  storageState: ({ ownerState }, use) => use(ownerState),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", message => {
        if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", error => complaints.push(error.stack ?? error.message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Holds the screen to axe's rules; nothing serious may be wrong with it in either scheme. */
export async function expectAccessible(page: Page): Promise<void> {
  // Of all rules only that of contrast hangs on the scheme, so the second look is at that alone.
  const looks = [
    { colorScheme: "dark", axe: new AxeBuilder({ page }).withRules("color-contrast") },
    { colorScheme: "light", axe: new AxeBuilder({ page }) },
  ] as const;
  for (const { colorScheme, axe } of looks) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    const { violations } = await axe.analyze();
    const serious = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.map(node => node.html).join("\n  ")}`);
    expect(serious).toEqual([]);
  }
}
