import { describe, expect, test } from "vitest";
import { isMarkdownSafe } from "./markdown-risk.ts";

describe("text handed to the Markdown parser", () => {
  test.each([
    ["prose", "I **cannot** change it. See [policy](https://example.com).\n\n- one\n- two"],
    ["a long rule", `Title\n${"-".repeat(120)}\nText`],
    ["a table", `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(50)}`],
  ])("%s is safe", (_name, text) => {
    expect(isMarkdownSafe(text)).toBe(true);
  });

  test.each([
    ["5,000 quote marks", ">".repeat(5000)],
    ["spaced quote marks", "> ".repeat(200)],
    ["nested list markers", "- ".repeat(200)],
    ["brackets", "[".repeat(5000)],
    ["emphasis that nests", "*a **a ".repeat(2000)],
    ["a very long text", "word ".repeat(20_000)],
  ])("%s is shown as it is", (_name, text) => {
    expect(isMarkdownSafe(text)).toBe(false);
  });
});
