import { describe, expect, test } from "vitest";
import { decodeRow } from "../decoder.ts";
import { trlPreference } from "./trl-preference.ts";

function contentsOf(value: unknown): unknown {
  const decoded = decodeRow(trlPreference, { line: 1, record: 1, value });
  if ("refused" in decoded) return decoded.refused;
  return decoded.group.map(record =>
    record.type === "trajectory" ? record.steps?.map(step => step.content) : record.type,
  );
}

describe("a TRL row without a prompt of its own", () => {
  test("takes an empty prompt for none", () => {
    expect(contentsOf({ prompt: "", chosen: "Say hi: Hi", rejected: "Say hi: No" })).toEqual([
      ["Say hi:", " Hi"],
      ["Say hi:", " No"],
      "comparison",
    ]);
  });

  test("is never cut inside a character", () => {
    expect(contentsOf({ chosen: "mood 🙂", rejected: "mood 🙁" })).toEqual([
      ["mood ", "🙂"],
      ["mood ", "🙁"],
      "comparison",
    ]);
  });

  test("lands with equal sides, whose last turn was compared", () => {
    const talk = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello" },
    ];
    expect(contentsOf({ chosen: talk, rejected: talk })).toEqual([
      ["Hi", "Hello"],
      ["Hi", "Hello"],
      "comparison",
    ]);
  });
});

test("what cannot be a side is refused by its path", () => {
  expect(contentsOf({ prompt: "Hi", chosen: 4, rejected: "No" })).toBe(
    "chosen: must be text or a list of messages, is a number",
  );
  expect(contentsOf({ prompt: [{ role: "user", content: {} }], chosen: "Yes", rejected: "No" })).toBe(
    "prompt[0].content: must be text, is an object",
  );
});

test("one row keeps its ids when its keys come in another order", () => {
  const ids = (value: unknown) =>
    JSON.stringify(decodeRow(trlPreference, { line: 1, record: 1, value })).match(/"id":"[^"]+"/g);
  expect(ids({ rejected: "No", prompt: "Hi", chosen: "Yes" })).toEqual(
    ids({ prompt: "Hi", chosen: "Yes", rejected: "No" }),
  );
});
