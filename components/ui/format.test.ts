import { describe, expect, test } from "vitest";
import { ago, byteSize, counted, decimal, shortHash } from "./format.ts";

describe("numbers", () => {
  test("a count agrees with its noun", () => {
    expect(counted(1, "pair")).toBe("1 pair");
    expect(counted(12_304, "trajectory", "trajectories")).toBe("12,304 trajectories");
  });

  test("a whole reward still looks like a scalar, a tiny one keeps its digits", () => {
    expect(decimal(1)).toBe("1.0");
    expect(decimal(0.6666)).toBe("0.67");
    expect(decimal(0.000_012_3)).toBe("0.0000123");
  });

  test("bytes move to the next unit before they show four digits", () => {
    expect(byteSize(999)).toBe("999 B");
    expect(byteSize(999_600)).toBe("1.0 MB");
    expect(byteSize(41_200_000)).toBe("41.2 MB");
  });

  test("a hash shows both ends", () => {
    expect(shortHash("4be1aaaaaaaaaaaaaaaa90c7")).toBe("4be1…90c7");
  });
});

describe("ago", () => {
  const now = Date.UTC(2026, 2, 1, 12);

  test.each([
    [10, "just now"],
    [60, "1 min ago"],
    [59 * 60, "59 min ago"],
    [3600, "1 h ago"],
    [26 * 3600, "1 d ago"],
    [40 * 86_400, "1 mo ago"],
  ])("%i seconds back reads %s", (seconds, text) => {
    expect(ago(now - seconds * 1000, now)).toBe(text);
  });

  test("the future is given exactly", () => {
    expect(ago(now + 3_600_000, now)).toBe("2026-03-01 13:00:00 UTC");
  });
});
