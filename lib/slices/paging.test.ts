import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { listComparisons } from "#lib/slices/list-comparisons.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { type TrajectoryItem, trajectorySorts } from "#lib/slices/schemas.ts";
import { trajectoryFacets } from "#lib/slices/trajectory-facets.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

useTestDatabase();

async function everyPage(context: Context, query: Record<string, string>, between = async () => {}) {
  const items: TrajectoryItem[] = [];
  const refs = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listTrajectories>> = await listTrajectories(context, {
      ...query,
      ...(cursor === null ? {} : { cursor }),
    });
    items.push(...page.items);
    refs.add(page.ref);
    cursor = page.nextCursor;
    await between();
  } while (cursor !== null);
  return { items, refs };
}

/** Runs whose sort keys collide, are missing, or order differently by bytes than by any locale. */
function manyRuns(count: number): LogRecord[] {
  const agents = [null, "ä", "a", "B", "_", "\u{1f600}"];
  return Array.from({ length: count }, (_, at) => ({
    type: "trajectory",
    id: `run-${at}`,
    task: `task ${(at * 7) % 5}`,
    agent: agents[at % agents.length],
    ...(at % 3 === 0 ? {} : { model: `model-${at % 2}` }),
    ...(at % 4 === 0 ? {} : { startedAt: `2026-01-0${1 + (at % 3)}T00:00:00.00000${at % 2}Z` }),
    steps: Array.from({ length: at % 4 }, () => ({
      role: "assistant" as const,
      content: "",
      completionTokens: at % 3,
    })),
  }));
}

const sortKeys: Record<(typeof trajectorySorts)[number], (item: TrajectoryItem) => string | number> = {
  seq: item => item.seq,
  steps: item => item.stepCount,
  tokens: item => item.tokenCount,
  task: item => item.task,
  agent: item => item.agent ?? "",
  model: item => item.model ?? "",
  wins: item => item.wins,
  started: item => item.startedAt ?? "",
};

function compareBytes(x: string | number, y: string | number): number {
  if (typeof x === "number" && typeof y === "number") return x - y;
  return Buffer.compare(Buffer.from(String(x)), Buffer.from(String(y)));
}

describe("paging", () => {
  test.each(trajectorySorts.flatMap(sort => [sort, `-${sort}`]))(
    "by %s gives every row once, in order, while appends go on",
    async sort => {
      const context = await freshWorkspace();
      await append(context.workspaceId, manyRuns(60));
      let extra = 0;
      const { items, refs } = await everyPage(context, { sort, limit: "7" }, async () => {
        extra += 1;
        await append(context.workspaceId, [
          { type: "trajectory", id: `extra-${extra}`, task: "task 0" },
          { type: "step", trajectoryId: `run-${extra}`, idx: 99, role: "user", content: "more" },
        ]);
      });
      expect(items.map(item => item.clientId).sort()).toEqual(
        manyRuns(60)
          .map(run => (run.type === "trajectory" ? run.id : ""))
          .sort(),
      );
      expect(refs.size).toBe(1);
      const keyOf = sortKeys[trajectorySorts.find(one => one === sort.replace("-", "")) ?? "seq"];
      const keys = items.map(keyOf);
      const ordered = keys.toSorted(compareBytes);
      expect(keys).toEqual(sort.startsWith("-") ? ordered.reverse() : ordered);
    },
  );

  test("of comparisons gives every row once, newest first, while appends go on", async () => {
    const context = await freshWorkspace();
    const pair = (at: number): LogRecord[] => [
      { type: "trajectory", id: `a${at}`, task: `t${at}` },
      { type: "trajectory", id: `b${at}`, task: `t${at}` },
      { type: "comparison", id: `c${at}`, aTrajectoryId: `a${at}`, bTrajectoryId: `b${at}` },
    ];
    await append(context.workspaceId, Array.from({ length: 25 }, (_, at) => pair(at)).flat());
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listComparisons>> = await listComparisons(context, {
        limit: 4,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map(item => item.clientId));
      cursor = page.nextCursor;
      await append(context.workspaceId, pair(100 + seen.length));
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `c${24 - at}`));
  });

  test("refuses a cursor of another workspace, list, filter, sort or ref", async () => {
    const [context, other] = [await freshWorkspace(), await freshWorkspace()];
    for (const { workspaceId } of [context, other]) await append(workspaceId, manyRuns(10));
    const query = { limit: 2, filter: "step_count >= 0", sort: "task" };
    const { nextCursor: cursor, ref } = await listTrajectories(context, query);
    const refused = expect.objectContaining({ family: "invalid", code: "invalid_cursor" });
    await expect(listTrajectories(other, { ...query, cursor })).rejects.toEqual(refused);
    await expect(listTrajectories(context, { ...query, cursor, sort: "-task" })).rejects.toEqual(refused);
    await expect(listTrajectories(context, { ...query, cursor, at: ref })).rejects.toEqual(refused);
    await expect(listTrajectories(context, { ...query, cursor, filter: "step_count >= 1" })).rejects.toEqual(
      refused,
    );
    await expect(listComparisons(context, { limit: 2, cursor })).rejects.toEqual(refused);
    expect((await listTrajectories(context, { ...query, cursor, limit: 5 })).items).toHaveLength(5);
  });
});

describe("a total", () => {
  test("is exact, capped or absent, as asked, and counts the pinned view", async () => {
    const context = await freshWorkspace();
    const { seq } = await append(context.workspaceId, manyRuns(30));
    await append(context.workspaceId, [{ type: "trajectory", id: "late", task: "t" }]);
    const total = async (query: Record<string, string>) =>
      (await listTrajectories(context, { limit: "1", ...query })).total;
    expect(await total({})).toBeUndefined();
    expect(await total({ count: "exact" })).toBe(31);
    expect(await total({ count: "capped" })).toBe(31);
    expect(await total({ count: "exact", at: `main@${seq}` })).toBe(30);
    expect(await total({ count: "exact", filter: 'task == "task 0"' })).toBe(6);
    expect((await listComparisons(context, { count: "exact" })).total).toBe(0);
  });

  test("stops a little above 10,000 where it is capped", async () => {
    const context = await freshWorkspace();
    await append(
      context.workspaceId,
      Array.from({ length: 10_005 }, () => ({ type: "trajectory" as const, task: "t" })),
    );
    expect((await listTrajectories(context, { limit: 1, count: "capped" })).total).toBe(10_001);
    expect((await listTrajectories(context, { limit: 1, count: "exact" })).total).toBe(10_005);
  });
});

describe("a bad query", () => {
  test.each([
    [{ nonsense: "1" }, "unknown_field", "nonsense"],
    [{ limit: "0" }, "invalid_input", "limit"],
    [{ limit: "201" }, "invalid_input", "limit"],
    [{ limit: "ten" }, "invalid_input", "limit"],
    [{ sort: "workspace_id" }, "invalid_input", "sort"],
    [{ sort: "--seq" }, "invalid_input", "sort"],
    [{ count: "yes" }, "invalid_input", "count"],
    [{ at: "main@" }, "invalid_ref", "at"],
    [{ at: "main@-1" }, "invalid_ref", "at"],
  ])("%o is refused by name", async (query, code, field) => {
    await expect(listTrajectories(await freshWorkspace(), query)).rejects.toMatchObject({
      family: "invalid",
      code,
      field,
    });
  });

  test("of a filter says where, with a caret under it", async () => {
    const context = await freshWorkspace();
    const filter = "wins > 0 && reward > 1 && nope == 2";
    const ask = listTrajectories(context, { filter: "wins > 0 && nope == 2" });
    await expect(ask).rejects.toMatchObject({
      family: "invalid",
      code: "invalid_filter",
      field: "filter",
      extra: { position: 12, caret: expect.stringMatching(/\n {14}\^{4}$/) },
    });
    for (const verb of [listTrajectories, listComparisons, trajectoryFacets]) {
      await expect(verb(context, { filter })).rejects.toMatchObject({
        code: "invalid_filter",
        extra: { position: expect.any(Number), caret: expect.stringContaining("^") },
      });
    }
  });

  test("names a ref that is not there", async () => {
    const context = await freshWorkspace();
    const { seq } = await append(context.workspaceId, manyRuns(1));
    for (const at of [`main@${seq + 1}`, "elsewhere", "elsewhere@3"]) {
      await expect(listTrajectories(context, { at })).rejects.toMatchObject({
        family: "not_found",
        code: "ref_not_found",
      });
    }
  });

  test("never reaches the database as text that it cannot hold", async () => {
    const context = await freshWorkspace();
    await append(context.workspaceId, manyRuns(3));
    for (const text of ["\\u0000", "a\\x00b", "\u0000", "\ud800"]) {
      for (const filter of [`task == "${text}"`, `task.contains("${text}")`, `"${text}" in tags`]) {
        const found = await listTrajectories(context, { filter }).then(
          page => page.items.length,
          (error: { family?: string }) => error.family,
        );
        expect([filter, [0, "invalid"].includes(found ?? "")]).toEqual([filter, true]);
      }
    }
  });
});
