import { describe, expect, test } from "vitest";
import { crumbsOf } from "./crumbs.ts";

describe("breadcrumbs", () => {
  test("the overview has none", () => {
    expect(crumbsOf("/rlhf-live")).toEqual([]);
  });

  test("a corpus version names its corpus, and leaves the version to its menu", () => {
    expect(crumbsOf("/w/corpora/dpo/v3")).toEqual([
      { label: "Corpora", href: "/w/corpora" },
      { label: "dpo", href: "/w/corpora/dpo" },
    ]);
  });

  test("a record id is shortened to the part that tells it apart", () => {
    const crumbs = crumbsOf("/w/trajectories/0199f0aa-0000-7000-8000-0123456789ab");
    expect(crumbs.at(-1)?.label).toBe("…456789ab");
  });
});
