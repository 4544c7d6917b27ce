import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

useTestDatabase();
let ws: string;

beforeAll(async () => {
  ws = await freshId();
});

const freshId = async () => (await freshWorkspace()).workspaceId;

const sql = <Row>(text: string, workspaceId = ws) =>
  withWorkspace(workspaceId, tx => tx.query<Row>(text, [workspaceId]));

const run = (id: string, steps: string[], task = "t"): LogRecord => ({
  type: "trajectory",
  id,
  task,
  steps: steps.map(content => ({ role: "assistant", content })),
});

describe("append", () => {
  test("numbers records in one sequence and answers with the seq at which they are visible", async () => {
    const workspace = await freshId();
    const first = await append(workspace, [run("a", ["one", "two"])]);
    const second = await append(workspace, [run("b", ["three"])]);
    expect(first.seq).toBe(3);
    expect(second.seq).toBe(5);
    const rows = await sql<{ last_seq: number; n: number }>(
      "SELECT last_seq, n FROM append WHERE workspace_id = $1 ORDER BY last_seq",
      workspace,
    );
    expect(rows).toEqual([
      { last_seq: 3, n: 3 },
      { last_seq: 5, n: 2 },
    ]);
  });

  test("takes the same record again without a change, and says so", async () => {
    const workspace = await freshId();
    const first = await append(workspace, [run("a", ["one"])]);
    const again = await append(workspace, [run("a", ["one"])]);
    expect(again.seq).toBe(first.seq);
    expect(again.records.map(record => record.status)).toEqual(["unchanged", "unchanged"]);
    expect(again.records[0]?.id).toBe(first.records[0]?.id);
  });

  test("takes what stands within a record again with it, though it has no id of its own", async () => {
    const workspace = await freshId();
    const records: LogRecord[] = [
      {
        type: "trajectory",
        id: "a",
        task: "t",
        steps: [{ role: "assistant", content: "one" }],
        rewards: [{ name: "r", value: 1, rater: "env:e" }],
        outcome: { status: "success" },
      },
      run("b", ["two"]),
      {
        type: "comparison",
        id: "c",
        aTrajectoryId: "a",
        bTrajectoryId: "b",
        preferences: [{ rater: "human:x", verdict: "a" }],
      },
    ];
    const first = await append(workspace, records);
    expect(first.records.every(record => record.status === "created")).toBe(true);
    const again = await append(workspace, records);
    expect(again.seq).toBe(first.seq);
    expect(again.records.every(record => record.status === "unchanged")).toBe(true);
    expect(first.records.find(record => record.type === "reward")?.clientId).toBeNull();
  });

  test("refuses other content under a known id, and lands nothing of that member", async () => {
    const workspace = await freshId();
    await append(workspace, [run("a", ["one"])]);
    await expect(append(workspace, [run("b", ["new"]), run("a", ["other"])])).rejects.toMatchObject({
      family: "conflict",
      code: "step_conflict",
    });
    const rows = await sql("SELECT 1 FROM trajectory WHERE workspace_id = $1 AND client_id = 'b'", workspace);
    expect(rows).toHaveLength(0);
  });

  test("names the trajectory that a step, a reward or a side refers to in vain", async () => {
    await expect(
      append(ws, [{ type: "step", trajectoryId: "nowhere", idx: 0, role: "user", content: "" }]),
    ).rejects.toMatchObject({
      family: "not_found",
      code: "trajectory_not_found",
      message: expect.stringContaining("nowhere"),
    });
  });

  test("refuses a comparison of two tasks", async () => {
    await expect(
      append(ws, [
        run("task-1", ["x"], "t1"),
        run("task-2", ["y"], "t2"),
        { type: "comparison", id: "c", aTrajectoryId: "task-1", bTrajectoryId: "task-2" },
      ]),
    ).rejects.toMatchObject({ family: "invalid", code: "invalid_comparison" });
  });

  test("keeps text exactly: NUL, lone surrogates, and any other string", async () => {
    const workspace = await freshId();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary" }), { maxLength: 4 }),
        fc.uuid(),
        async (texts, id) => {
          const contents = [...texts, "\u0000", "\ud800 lone", "\\u0000"];
          const { records } = await append(workspace, [run(id, contents)]);
          const rows = await withWorkspace(workspace, tx =>
            tx.query<{ body: string }>(
              "SELECT body FROM step WHERE workspace_id = $1 AND trajectory_id = $2 ORDER BY idx",
              [workspace, records[0]?.id],
            ),
          );
          expect(rows.map(row => JSON.parse(row.body).content)).toEqual(contents);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("counts votes to a majority of the first rater kind that has any, and follows a withdrawn vote", async () => {
    const workspace = await freshId();
    const vote = (rater: string, verdict: "a" | "b" | "tie" | "both_bad", more = {}): LogRecord => ({
      type: "preference",
      comparisonId: "c",
      rater,
      verdict,
      ...more,
    });
    await append(workspace, [
      run("a", ["x"]),
      run("b", ["y"]),
      { type: "comparison", id: "c", aTrajectoryId: "a", bTrajectoryId: "b" },
      vote("rule:reward", "b"),
      vote("ai:judge", "b"),
    ]);
    const read = async () => {
      const [row] = await sql<Record<string, unknown>>(
        `SELECT consensus, votes, vote_share, strength FROM fact_comparison WHERE workspace_id = $1 AND to_seq = 9223372036854775807`,
        workspace,
      );
      const facts = await sql<Record<string, unknown>>(
        `SELECT wins, losses, ties, decided, comparisons FROM fact f JOIN trajectory USING (workspace_id, trajectory_id)
          WHERE workspace_id = $1 AND to_seq = 9223372036854775807 ORDER BY client_id`,
        workspace,
      );
      return { ...row, facts };
    };
    const side = (wins: number, losses: number, ties: number, decided: number) => ({
      wins,
      losses,
      ties,
      decided,
      comparisons: 1,
    });
    expect(await read()).toEqual({
      consensus: "b",
      votes: 1,
      vote_share: 1,
      strength: null,
      facts: [side(0, 1, 0, 1), side(1, 0, 0, 1)],
    });
    await append(workspace, [vote("human:x", "a", { strength: 3 }), vote("human:y", "b")]);
    expect(await read()).toEqual({
      consensus: null,
      votes: 2,
      vote_share: null,
      strength: null,
      facts: [side(0, 0, 0, 0), side(0, 0, 0, 0)],
    });
    await append(workspace, [vote("human:z", "a", { strength: 2 })]);
    expect(await read()).toMatchObject({
      consensus: "a",
      votes: 3,
      vote_share: 2 / 3,
      strength: 2.5,
      facts: [side(1, 0, 0, 1), side(0, 1, 0, 1)],
    });
    await append(workspace, [vote("human:z", "tie")]);
    await append(workspace, [vote("human:y", "tie")]);
    expect(await read()).toMatchObject({ consensus: "tie", facts: [side(0, 0, 1, 1), side(0, 0, 1, 1)] });
    await append(workspace, [
      vote("human:y", "tie", { withdrawn: true }),
      vote("human:z", "tie", { withdrawn: true }),
    ]);
    expect(await read()).toMatchObject({ consensus: "a", votes: 1, strength: 3 });
  });

  test("16 writers race on one trajectory: every step lands once, facts agree, and exactly one content of each step wins", async () => {
    const workspace = await freshId();
    await append(workspace, [{ type: "trajectory", id: "race", task: "t" }]);
    const { appendRecords } = await import("#db/queries/log/append-records.ts");
    const { Assembly } = await import("#lib/log/assemble.ts");
    const perWriter = 25;
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        const results: Array<"landed" | "conflict"> = [];
        for (let at = 0; at < perWriter; at++) {
          // Half the steps are every writer's own; the other half all writers send, with different content.
          const shared = at % 2 === 0;
          const idx = shared ? at : 1_000 + writer * perWriter + at;
          const assembly = new Assembly();
          assembly.add([
            {
              type: "step",
              trajectoryId: "race",
              idx,
              role: "user",
              content: shared ? `writer ${writer}` : "own",
            },
          ]);
          results.push(
            await appendRecords(workspace, assembly.input).then(
              () => "landed" as const,
              (error: { code: string }) => {
                expect(error.code).toBe("ES409");
                return "conflict" as const;
              },
            ),
          );
        }
        return results;
      }),
    );
    const landed = outcomes.flat().filter(result => result === "landed").length;
    const shared = 13;
    expect(landed).toBe(shared + 16 * (perWriter - shared));
    const [fact] = await sql<{ step_count: number; open: number; versions: number }>(
      `SELECT max(step_count) AS step_count, count(*) FILTER (WHERE to_seq = 9223372036854775807)::int AS open,
              count(*)::int AS versions FROM fact WHERE workspace_id = $1`,
      workspace,
    );
    expect(fact).toEqual({ step_count: landed, open: 1, versions: landed + 1 });
    const [steps] = await sql<{ n: number; seqs: number; gaps: number }>(
      `SELECT count(*)::int AS n, count(DISTINCT seq)::int AS seqs, (max(seq) - min(seq) + 1 - count(*))::int AS gaps
         FROM step WHERE workspace_id = $1`,
      workspace,
    );
    expect(steps).toEqual({ n: landed, seqs: landed, gaps: 0 });
  });

  test("a tail that reads after the last seq it saw misses nothing and repeats nothing, while writers race", async () => {
    const workspace = await freshId();
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let at = 0; at < 20; at++) await append(workspace, [run(`${writer}-${at}`, ["s"])]);
    });
    let racing = true;
    const done = Promise.all(writers).then(() => {
      racing = false;
    });
    const seen: number[] = [];
    for (let last = 0; ; ) {
      const wasRacing = racing;
      const rows = await withWorkspace(workspace, tx =>
        tx.query<{ seq: number }>(
          "SELECT seq FROM trajectory WHERE workspace_id = $1 AND seq > $2 ORDER BY seq",
          [workspace, last],
        ),
      );
      seen.push(...rows.map(row => row.seq));
      last = rows.at(-1)?.seq ?? last;
      if (!wasRacing && rows.length === 0) break;
    }
    await done;
    expect(seen).toHaveLength(160);
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
  });
});
