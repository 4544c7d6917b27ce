import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clearFacet, conjunctsOf, type FacetField, facetValues, toggleFacet } from "./facet-clause.ts";

const agent: FacetField = { name: "agent", kind: "scalar" };
const tags: FacetField = { name: "tags", kind: "tag" };

describe("conjuncts", () => {
  test("operators inside strings and brackets do not split", () => {
    expect(conjunctsOf('task == "a && b" && steps.exists(s, s.tool == "x" && s.role == "tool")')).toEqual([
      'task == "a && b"',
      'steps.exists(s, s.tool == "x" && s.role == "tool")',
    ]);
  });

  test("an alternative is kept whole", () => {
    expect(conjunctsOf("wins > 0 || losses > 0")).toEqual(["(wins > 0 || losses > 0)"]);
  });
});

describe("a click on a facet", () => {
  test("writes, widens, narrows and removes one clause", () => {
    let filter = "wins > 0";
    filter = toggleFacet(filter, agent, "a");
    expect(filter).toBe('wins > 0 && agent == "a"');
    filter = toggleFacet(filter, agent, "b");
    expect(filter).toBe('wins > 0 && agent in ["a", "b"]');
    filter = toggleFacet(filter, agent, "a");
    expect(filter).toBe('wins > 0 && agent == "b"');
    expect(toggleFacet(filter, agent, "b")).toBe("wins > 0");
  });

  test("none and a value exclude each other", () => {
    const none = toggleFacet("", agent, null);
    expect(none).toBe("agent == null");
    expect(toggleFacet(none, agent, "a")).toBe('agent == "a"');
  });

  test("tags are clauses of their own", () => {
    expect(toggleFacet(toggleFacet("", tags, "policy"), tags, "fixed")).toBe(
      '"policy" in tags && "fixed" in tags',
    );
  });

  test("what a person wrote about the field is left alone", () => {
    expect(toggleFacet('agent.startsWith("sup")', agent, "a")).toBe(
      'agent.startsWith("sup") && agent == "a"',
    );
  });

  test("any value is read back, and clicking twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(agent, tags), (value, field) => {
        const once = toggleFacet("wins > 0", field, value);
        expect(facetValues(once, field)).toEqual([value]);
        expect(clearFacet(once, field)).toBe("wins > 0");
        expect(toggleFacet(once, field, value)).toBe("wins > 0");
      }),
    );
  });
});
