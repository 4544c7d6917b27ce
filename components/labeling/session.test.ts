import { describe, expect, test } from "vitest";
import type { CompareItem } from "#lib/labeling/schemas.ts";
import { changeSession, emptySession, wantsMore } from "./session.ts";

const progress = { queue: "default", today: 0, mine: 0, done: 0, open: 9 };
const item = (lease: string): CompareItem => ({
  lease,
  expiresAt: "2026-01-01T00:00:00Z",
  prompt: "",
  title: null,
  sharedSteps: 0,
  left: [],
  right: [],
});
const leases = (session: typeof emptySession) => session.items.map(held => held.lease);

describe("a labeling session", () => {
  test("an item claimed twice is held once, and a claim without news ends the asking", () => {
    let session = changeSession(emptySession, { kind: "claimed", items: [item("1"), item("2")], progress });
    expect(wantsMore(session)).toBe(true);
    session = changeSession(session, { kind: "claimed", items: [item("2")], progress });
    expect(leases(session)).toEqual(["1", "2"]);
    expect(wantsMore(session)).toBe(false);
  });

  test("an item whose vote is still on its way does not come back by a claim", () => {
    let session = changeSession(emptySession, { kind: "claimed", items: [item("1"), item("2")], progress });
    session = changeSession(session, { kind: "answered", lease: "1" });
    session = changeSession(session, { kind: "claimed", items: [item("1"), item("2"), item("3")], progress });
    expect(leases(session)).toEqual(["2", "3"]);
  });

  test("an answer brings the next item, an undo brings the answered one back in front", () => {
    let session = changeSession(emptySession, { kind: "claimed", items: [item("1"), item("2")], progress });
    session = changeSession(session, { kind: "answered", lease: "1" });
    expect(leases(session)).toEqual(["2"]);
    session = changeSession(session, { kind: "reopened", item: item("1") });
    expect(leases(session)).toEqual(["1", "2"]);
  });
});
