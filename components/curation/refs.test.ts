import { describe, expect, test } from "vitest";
import { atRef, branchPath, editableBranch, readRef, refIn } from "./refs.ts";

describe("refs in addresses", () => {
  test("a ref is a branch, and a pin where it has one", () => {
    expect(readRef("fix/refunds")).toEqual({ branch: "fix/refunds", pin: null });
    expect(readRef("main@1204")).toEqual({ branch: "main", pin: "1204" });
  });

  test("only a branch that moves on can be edited", () => {
    expect(editableBranch("fix")).toBe("fix");
    expect(editableBranch("fix@3")).toBeNull();
    expect(editableBranch("main")).toBeNull();
  });

  test("an address keeps its other words, and main needs none", () => {
    expect(atRef("/w/trajectories", "fix", "sort=steps")).toBe("/w/trajectories?sort=steps&at=fix");
    expect(atRef("/w/trajectories", "main", "sort=steps&at=fix")).toBe("/w/trajectories?sort=steps");
    expect(refIn(null)).toBe("main");
  });

  test("a slash in a name stays within its part of the path", () => {
    expect(branchPath("fix/refunds", "/edits")).toBe("branches/fix%2Frefunds/edits");
  });
});
