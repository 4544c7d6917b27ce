import { describe, expect, test } from "vitest";
import { type BulkForm, bulkEdit } from "./bulk-edit.ts";

const form: BulkForm = { action: "exclude", text: "", isRemoval: false, outcome: null };

describe("what a bulk edit sets", () => {
  test.each([
    [{ action: "exclude" }, { excluded: true }],
    [{ action: "include" }, { excluded: false }],
    [{ action: "tag", text: " policy " }, { "tags/policy": true }],
    [{ action: "tag", text: "policy", isRemoval: true }, { "tags/policy": false }],
    [{ action: "outcome", outcome: "success" }, { outcome: { status: "success" } }],
    [{ action: "outcome" }, { outcome: null }],
    [{ action: "task", text: "refunds/1" }, { task: "refunds/1" }],
  ] as [Partial<BulkForm>, Record<string, unknown>][])("%j sets %j", (given, set) => {
    expect(bulkEdit({ ...form, ...given })?.set).toEqual(set);
  });

  test("a tag or task without a name is not yet an edit", () => {
    expect(bulkEdit({ ...form, action: "tag" })).toBeNull();
    expect(bulkEdit({ ...form, action: "task", text: "  " })).toBeNull();
  });
});
