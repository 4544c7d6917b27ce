import { beforeEach, describe, expect, test } from "vitest";
import { type Tx, withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { editRecords } from "#lib/curation/edit-records.ts";
import { type Merged, mergeBranch } from "#lib/curation/merge-branch.ts";
import { updateBranch } from "#lib/curation/update-branch.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import { expectContent, expectLists, freshDriver } from "./compare.ts";
import type { Driver } from "./drive-history.ts";
import { seen } from "./show.ts";

/** What meets at the same time: merges with merges, merges with appends, and merges with their own end. */

useTestDatabase();
let driver: Driver;
/** The runs of the workspace, and its first comparison and its vote. */
let runs: string[];
let pair: string;
let vote: string;

beforeEach(async () => {
  driver = await freshDriver();
  const { model } = driver;
  const ids = (type: LogRecord["type"]) => seen(model, model.view("main"), type).map(one => one.id ?? "");
  runs = ids("trajectory");
  [pair = ""] = ids("comparison");
  [vote = ""] = ids("preference");
});

type Set = [
  kind: "trajectory" | "comparison" | "preference" | "reward",
  record: string,
  path: string,
  value: unknown,
];

async function edit(branch: string, ...sets: Set[]): Promise<void> {
  const edits = sets.map(([recordKind, record, path, value]) => ({
    recordKind,
    recordId: driver.idOf(record),
    path,
    value,
  }));
  await editRecords(driver.context, branch, { message: "edit", edits });
  driver.model.edit(
    branch,
    sets.map(([kind, record, path, value]) => [`${kind} ${record} ${path}`, value]),
  );
}

function merge(source: string, more: { sawTarget?: number; tx?: (tx: Tx) => Tx } = {}): Promise<Merged> {
  const { workspaceId } = driver.context;
  const { tx: wrap = tx => tx, ...saw } = more;
  return withWorkspace(workspaceId, tx =>
    mergeBranch(wrap(tx), workspaceId, { source, target: "main", author: "local", message: "merge", ...saw }),
  );
}

/** What was merged, in the model; it cannot have had conflicts. */
const merged = (source: string) => driver.model.merge(source, "main", () => undefined);

async function expectAllRefs(): Promise<void> {
  for (const ref of ["main", ...driver.model.refs()]) {
    await expectLists(driver, ref);
    for (const [at] of runs.entries()) await expectContent(driver, ref, at);
  }
}

const code = (result: PromiseSettledResult<unknown>) =>
  result.status === "rejected" ? result.reason.code : "done";

describe("two merges at once", () => {
  test("of the same field: one wins, the other meets a conflict", async () => {
    await edit("b1", ["trajectory", runs[0] ?? "", "task", "t1"]);
    await edit("b2", ["trajectory", runs[0] ?? "", "task", "t2"]);
    const results = await Promise.allSettled([merge("b1"), merge("b2")]);
    expect(results.map(code).sort()).toEqual(["done", "merge_conflict"]);
    merged(results[0].status === "fulfilled" ? "b1" : "b2");
    await expectAllRefs();
  });

  test("of different fields: both land, one after the other", async () => {
    await edit("b1", ["trajectory", runs[0] ?? "", "steps/0/content", "one"]);
    await edit(
      "b2",
      ["trajectory", runs[1] ?? "", "excluded", true],
      ["preference", vote, "voided", { reason: "a slip" }],
    );
    const [one, two] = await Promise.all([merge("b1"), merge("b2")]);
    for (const source of one.no < two.no ? ["b1", "b2"] : ["b2", "b1"]) merged(source);
    await expectAllRefs();
  });

  test("of the same head that both saw: the later one is told to look again", async () => {
    await edit("b1", ["trajectory", runs[0] ?? "", "tags/x", true]);
    await edit("b2", ["trajectory", runs[1] ?? "", "tags/x", true]);
    const results = await Promise.allSettled([merge("b1", { sawTarget: 0 }), merge("b2", { sawTarget: 0 })]);
    expect(results.map(code).sort()).toEqual(["done", "stale_merge"]);
  });

  test("of one branch: it lands once", async () => {
    await edit("b1", ["trajectory", runs[0] ?? "", "tags/x", true]);
    const results = await Promise.allSettled([merge("b1"), merge("b1")]);
    expect(results.map(code).sort()).toEqual(["done", "nothing_to_merge"]);
    merged("b1");
    await expectAllRefs();
  });
});

/** Holds the append lock while `meanwhile` lines up what waits for it, one after the other. */
async function whileLocked(
  meanwhile: (waiting: (count: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { workspaceId } = driver.context;
  await withWorkspace(workspaceId, async tx => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))", [workspaceId]);
    await meanwhile(async count => {
      for (let found = -1; found !== count; ) {
        const [row] = await tx.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        found = row?.n ?? 0;
      }
    });
  });
}

const arrivals = (): LogRecord[] => [
  { type: "step", trajectoryId: runs[0] ?? "", idx: 7, role: "user", content: "more" },
  {
    type: "reward",
    id: `late-${runs[0]}`,
    trajectoryId: runs[0] ?? "",
    name: "late",
    value: 1,
    rater: "env:e",
  },
  {
    type: "reward",
    id: `late-${runs[1]}`,
    trajectoryId: runs[1] ?? "",
    name: "late",
    value: 2,
    rater: "env:e",
  },
  { type: "comparison", id: `late-${pair}`, aTrajectoryId: runs[0] ?? "", bTrajectoryId: runs[2] ?? "" },
  { type: "preference", id: `late-${vote}`, comparisonId: pair, rater: "human:late", verdict: "b" },
];

describe("an append that lands while a merge is under way", () => {
  const cases: [name: string, sets: () => Set[]][] = [
    ["excludes a run", () => [["trajectory", runs[0] ?? "", "excluded", true]]],
    ["edits a text", () => [["trajectory", runs[0] ?? "", "steps/0/content", "better"]]],
    ["voids a vote", () => [["preference", vote, "voided", { reason: "a slip" }]]],
    ["sets a tag", () => [["trajectory", runs[1] ?? "", "tags/x", true]]],
  ];

  test.each(cases)("is in what the merge shows, when it %s", async (_, sets) => {
    await edit("b1", ...sets());
    let both: Promise<unknown> = Promise.resolve();
    await whileLocked(async waiting => {
      const appending = driver.append(arrivals());
      await waiting(1);
      const merging = merge("b1");
      await waiting(2);
      both = Promise.all([appending, merging]);
    });
    await both;
    merged("b1");
    await expectAllRefs();
  });

  test.each(cases)(
    "waits for no row that the merge holds, where main's edits cover it and the merge %s",
    async (_, sets) => {
      await edit(
        "b2",
        ["trajectory", runs[0] ?? "", "metadata/m", 1],
        ["trajectory", runs[1] ?? "", "tags/y", true],
      );
      await merge("b2");
      merged("b2");
      await updateBranch(driver.context, "b1", {});
      driver.model.update("b1", () => undefined);
      await edit("b1", ...sets());
      let both: Promise<unknown> = Promise.resolve();
      await whileLocked(async waiting => {
        const appending = driver.append(arrivals());
        await waiting(1);
        const merging = merge("b1");
        await waiting(2);
        both = Promise.all([appending, merging]);
      });
      await both;
      merged("b1");
      await expectAllRefs();
    },
  );

  test("comes before or after it, whichever number it got", async () => {
    await edit(
      "b1",
      ["trajectory", runs[0] ?? "", "steps/0/content", "one"],
      ["trajectory", runs[1] ?? "", "excluded", true],
    );
    await edit("b2", ["trajectory", runs[2] ?? "", "outcome", { status: "success" }]);
    const batches = Array.from({ length: 6 }, (_, at): LogRecord[] => [
      {
        type: "reward",
        id: `w-${pair}-${at}`,
        trajectoryId: runs[at % 3] ?? "",
        name: "r",
        value: at,
        rater: "env:e",
      },
      {
        type: "preference",
        id: `v-${pair}-${at}`,
        comparisonId: pair,
        rater: `human:${at}`,
        verdict: at % 2 ? "a" : "b",
      },
    ]);
    const landed: { seq: number; show: () => unknown }[] = [];
    const appends = batches.map(async records => {
      const { seq } = await append(driver.context.workspaceId, records);
      landed.push({ seq, show: () => driver.model.append(seq, records) });
    });
    const merges = ["b1", "b2"].map(async source => {
      const { ref } = await merge(source);
      landed.push({ seq: Number(ref.split("@")[1]), show: () => merged(source) });
    });
    await Promise.all([...appends, ...merges]);
    for (const { show } of landed.sort((x, y) => x.seq - y.seq)) show();
    await expectAllRefs();
  });
});

/** A transaction that takes so many statements, and then no more. */
function dyingAfter(statements: number, death: Error): (tx: Tx) => Tx {
  let left = statements;
  const take = () => {
    if (left === 0) throw death;
    left -= 1;
  };
  return tx => ({
    query: async (text, values) => {
      take();
      return tx.query(text, values);
    },
    execute: async (text, values) => {
      take();
      return tx.execute(text, values);
    },
  });
}

describe("a merge that dies", () => {
  test("at any of its statements has changed nothing, and can be done again", async () => {
    await edit(
      "b1",
      ["trajectory", runs[0] ?? "", "steps/0/content", "one"],
      ["preference", vote, "voided", { reason: "a slip" }],
    );
    const { workspaceId } = driver.context;
    const tables = [
      "append",
      '"commit"',
      "edit",
      "change",
      "branch_fact",
      "branch_fact_reward",
      "branch_fact_tag",
      "branch_fact_comparison",
    ];
    const rows = () =>
      withWorkspace(workspaceId, async tx => {
        const found: unknown[] = [];
        for (const table of tables) {
          const digest = "md5(string_agg(t::text, ' ' ORDER BY t::text))";
          found.push(
            await tx.query(`SELECT ${digest} FROM ${table} t WHERE workspace_id = $1`, [workspaceId]),
          );
        }
        return found;
      });
    const before = await rows();
    const death = new Error("killed");
    let survives = 0;
    for (; ; survives += 1) {
      const error = await merge("b1", { tx: dyingAfter(survives, death) }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error === null) break;
      expect(error).toBe(death);
      expect(await rows()).toEqual(before);
    }
    expect(survives).toBeGreaterThan(20);
    merged("b1");
    await expectAllRefs();
  });
});
