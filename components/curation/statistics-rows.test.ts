import { expect, test } from "vitest";
import { statisticsRows } from "./statistics-rows.ts";

const empty = { trajectories: 0, excluded: 0, steps: 0, outcomes: {}, comparisons: 0, verdicts: {} };

test("a value that only one ref has stands against none", () => {
  const rows = statisticsRows(
    { ...empty, trajectories: 3, outcomes: { failure: 2 } },
    { ...empty, trajectories: 3, outcomes: { success: 2 } },
  );
  expect(rows).toContainEqual({ label: "trajectories", from: 3, to: 3 });
  expect(rows).toContainEqual({ label: "outcome failure", from: 2, to: 0 });
  expect(rows).toContainEqual({ label: "outcome success", from: 0, to: 2 });
});
