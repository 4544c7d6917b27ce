import { describe, expect, test } from "vitest";
import { splitOfTask } from "#lib/corpora/materialize/split.ts";

const shares = [
  { name: "train", share: 0.7 },
  { name: "validation", share: 0.2 },
  { name: "test", share: 0.1 },
];
const tasks = Array.from({ length: 10_000 }, (_, at) => `task-${at}`);

describe("splitOfTask", () => {
  test("without shares, everything is train", () => {
    expect(splitOfTask("task", "salt")).toBe("train");
  });

  test("splits have their shares of the tasks", () => {
    const counts = Map.groupBy(tasks, task => splitOfTask(task, "salt", shares));
    for (const { name, share } of shares) {
      const got = (counts.get(name)?.length ?? 0) / tasks.length;
      expect(Math.abs(got - share)).toBeLessThan(0.02);
    }
  });

  test("a task keeps its split when another split is cut from the end of the last", () => {
    const finer = [...shares.slice(0, 2), { name: "test", share: 0.05 }, { name: "held", share: 0.05 }];
    for (const task of tasks.slice(0, 1000)) {
      const before = splitOfTask(task, "salt", shares);
      const after = splitOfTask(task, "salt", finer);
      expect(after === before || (before === "test" && after === "held")).toBe(true);
    }
  });

  test("another workspace's salt splits otherwise", () => {
    expect(tasks.some(task => splitOfTask(task, "a", shares) !== splitOfTask(task, "b", shares))).toBe(true);
  });
});
