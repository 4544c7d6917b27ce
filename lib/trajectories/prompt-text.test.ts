import { expect, test } from "vitest";
import { promptText } from "#lib/trajectories/prompt-text.ts";
import type { Step } from "#lib/trajectories/schemas.ts";

const steps: Step[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: " " },
  { role: "user", content: " Where is my order? " },
];

test("a task reads like its title, else like what the user first says", () => {
  expect(promptText("Find order 7", steps)).toBe("Find order 7");
  expect(promptText(" ", steps)).toBe("Where is my order?");
  expect(promptText(null, steps.slice(0, 2))).toBeNull();
});
