import { expect, test } from "vitest";
import { canonicalTimestamp } from "./timestamps.ts";

test.each([
  ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"],
  ["2026-01-01t00:00:00z", "2026-01-01T00:00:00Z"],
  ["2026-01-01T00:00:00.120300Z", "2026-01-01T00:00:00.1203Z"],
  ["2026-01-01T00:30:00.000001+01:00", "2025-12-31T23:30:00.000001Z"],
  ["2024-02-29T12:00:00-05:30", "2024-02-29T17:30:00Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
])("%s is the instant %s", (text, expected) => {
  expect(canonicalTimestamp(text)).toBe(expected);
});

test.each([
  "2026-01-01",
  "2026-01-01T00:00:00",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:00:60Z",
  "2026-01-01T00:00:00.1234567Z",
  "0001-01-01T00:00:00+01:00",
  "9999-12-31T23:59:59-01:00",
  "yesterday",
])("%s is no instant", text => {
  expect(canonicalTimestamp(text)).toBeUndefined();
});
