import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { claimItems } from "#lib/labeling/claim-items.ts";
import { readQueue } from "#lib/labeling/read-queue.ts";
import { releaseItems } from "#lib/labeling/release-items.ts";
import { renewItems } from "#lib/labeling/renew-items.ts";
import { claimAnswerSchema, type ShownVerdict, shownVerdicts } from "#lib/labeling/schemas.ts";
import { skipItem } from "#lib/labeling/skip-item.ts";
import { submitLabel } from "#lib/labeling/submit-label.ts";
import { LabelingFloor } from "#lib/labeling/testing.ts";
import { undoLabel } from "#lib/labeling/undo-label.ts";
import { append } from "#lib/log/append.ts";
import type { Context } from "#lib/service/context.ts";

useTestDatabase();

const claim = async (me: Context, count = 1) => (await claimItems(me, "default", { count })).items;
const judge = (me: Context, lease: string | undefined, verdict: ShownVerdict = "left_better") =>
  submitLabel(me, "default", { lease, verdict });

async function claimOne(me: Context) {
  const [item] = await claim(me);
  if (!item) throw new Error("the queue offered nothing");
  return item;
}

describe("what a labeler is sent", () => {
  test("tells nothing of agents, models, rewards, timings, other votes or lasting ids", async () => {
    const floor = await LabelingFloor.open("blind");
    const secrets = ["agent-x", "model-y", "source-z", "vendor-call-1", "speaker-name", "reward-name"];
    const run = (id: string, text: string) => ({
      type: "trajectory" as const,
      id: `client-${id}`,
      task: "task",
      agent: "agent-x",
      model: "model-y",
      source: "source-z",
      tags: ["secret-tag"],
      startedAt: "2026-01-02T03:04:05Z",
      metadata: { secret: "metadata-value" },
      provenance: { run: "run-name" },
      steps: [
        { role: "user" as const, content: "Do it", metadata: { secret: "metadata-value" } },
        {
          role: "assistant" as const,
          content: text,
          name: "speaker-name",
          model: "model-y",
          completionTokens: 4711,
          startedAt: "2026-01-02T03:04:05Z",
          toolCalls: [{ id: "vendor-call-1", name: "search", arguments: '{ "q":1 }' }],
        },
        { role: "tool" as const, content: "found", name: "search", toolCallId: "vendor-call-1" },
      ],
      rewards: [{ name: "reward-name", value: 0.123, rater: "env:grader" }],
      outcome: { status: "success" as const, reason: "outcome-reason" },
    });
    const { records } = await append(floor.workspaceId, [
      run("a", "one"),
      run("b", "two"),
      {
        type: "comparison",
        id: "client-c",
        aTrajectoryId: "client-a",
        bTrajectoryId: "client-b",
        preferences: [{ rater: "ai:other-vote", verdict: "a", rationale: "other-rationale" }],
      },
    ]);
    const answer = await claimItems(await floor.labeler(), "default", { count: 1 });
    expect(claimAnswerSchema.parse(answer)).toEqual(answer);
    const sent = JSON.stringify(answer);
    const ids = records.flatMap(record => (record.id === null ? [] : [record.id]));
    expect(ids.length).toBeGreaterThan(3);
    const never = [
      ...ids,
      ...secrets,
      "client-",
      "secret-tag",
      "metadata-value",
      "run-name",
      "4711",
      "0.123",
    ];
    for (const secret of [...never, "2026-01-02", "env:grader", "outcome-", "other-", "success"]) {
      expect([secret, sent.includes(secret)]).toEqual([secret, false]);
    }
    const [item] = answer.items;
    expect(item?.left.at(-1)).toEqual({
      role: "tool",
      content: "found",
      name: "search",
      toolCallId: "call-1",
    });
    expect(item?.left[1]?.toolCalls).toEqual([{ id: "call-1", name: "search", arguments: '{ "q":1 }' }]);
  });

  test("stays as it was when the lease began, whatever is appended meanwhile", async () => {
    const floor = await LabelingFloor.open("pinned");
    await floor.pairs(1);
    const me = await floor.labeler();
    const before = await claimOne(me);
    await append(floor.workspaceId, [
      { type: "step", trajectoryId: "task-0/a", idx: 2, role: "user", content: "and more" },
      { type: "step", trajectoryId: "task-0/b", idx: 2, role: "user", content: "and more" },
    ]);
    const { expiresAt: _, ...again } = await claimOne(me);
    expect(again).toEqual({ ...again, lease: before.lease, left: before.left, right: before.right });
  });

  test("pins a seq at which the comparison stands already", async () => {
    const floor = await LabelingFloor.open("pins");
    await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        await floor.pairs(1, `late-${at}`);
        const items = await claim(await floor.labeler(), 3);
        for (const item of items) {
          expect(item.left).toHaveLength(2);
          expect(item.right).toHaveLength(2);
        }
      }),
    );
    const early = await floor.rows(
      `SELECT 1 FROM lease l JOIN comparison c USING (workspace_id, comparison_id) WHERE workspace_id = $1 AND at_seq < c.seq`,
    );
    expect(early).toEqual([]);
  });
});

describe("a verdict", () => {
  test.each(shownVerdicts)("%s is stored for the side that stood there", async verdict => {
    const floor = await LabelingFloor.open(`verdict-${verdict.replaceAll("_", "-")}`);
    await floor.pairs(6);
    const me = await floor.labeler();
    const shown = new Map<string, string>();
    for (const item of await claim(me, 6)) {
      shown.set(item.lease, item.left.at(-1)?.content ?? "");
      await judge(me, item.lease, verdict);
    }
    const votes = await floor.rows<{
      token: string;
      verdict: string;
      strength: number | null;
      shown: string;
    }>(
      `SELECT l.token, p.verdict, p.strength, p.body::json->>'shown' AS shown FROM preference p
         JOIN lease l USING (workspace_id, preference_id) WHERE workspace_id = $1`,
    );
    expect(votes).toHaveLength(6);
    for (const vote of votes) {
      const left = shown.get(vote.token)?.endsWith("a") ? "a" : "b";
      const right = left === "a" ? "b" : "a";
      const [side] = verdict.split("_");
      const expected = side === "left" ? left : side === "right" ? right : verdict;
      const strength = verdict.endsWith("much_better") ? 3 : verdict.endsWith("slightly_better") ? 1 : 2;
      expect(vote).toMatchObject({
        verdict: expected,
        strength: side === "left" || side === "right" ? strength : null,
        shown: left === "a" ? "ab" : "ba",
      });
    }
  });

  test("sent again, after its answer was lost, is the same verdict", async () => {
    const floor = await LabelingFloor.open("again");
    await floor.pairs(2);
    const me = await floor.labeler();
    const { lease } = await claimOne(me);
    const first = await judge(me, lease);
    expect(await judge(me, lease)).toEqual(first);
    expect(first.progress).toMatchObject({ today: 1, mine: 1, done: 1, open: 1 });
    expect(await floor.rows("SELECT 1 FROM preference WHERE workspace_id = $1")).toHaveLength(1);
  });

  test("on somebody else's item, or on none, is refused", async () => {
    const floor = await LabelingFloor.open("fenced");
    await floor.pairs(1);
    const { lease } = await claimOne(await floor.labeler());
    const other = await floor.labeler();
    for (const token of [lease, "00000000-0000-7000-8000-000000000000", "x"]) {
      await expect(judge(other, token)).rejects.toMatchObject({ code: "lease_not_found" });
    }
  });
});

describe("an expired lease", () => {
  test("gives its item to the next labeler, and its holder's late verdict is kept once", async () => {
    const floor = await LabelingFloor.open("late");
    await floor.pairs(1);
    const [late, next] = [await floor.labeler(), await floor.labeler()];
    const held = await claimOne(late);
    expect(await claim(next)).toEqual([]);
    await floor.expire(held.lease);
    const taken = await claimOne(next);
    expect(await renewItems(late, { leases: [held.lease] })).toEqual({ leases: [] });
    await judge(late, held.lease);
    await judge(late, held.lease);
    await judge(next, taken.lease);
    expect(await floor.rows("SELECT 1 FROM preference WHERE workspace_id = $1")).toHaveLength(2);
  });

  test("whose late verdict came asks for no further vote when the next labeler gives the item back", async () => {
    const floor = await LabelingFloor.open("late-enough");
    await floor.pairs(1);
    const [late, next, third] = [await floor.labeler(), await floor.labeler(), await floor.labeler()];
    const held = await claimOne(late);
    await floor.expire(held.lease);
    const taken = await claimOne(next);
    await judge(late, held.lease);
    await releaseItems(next, { leases: [taken.lease] });
    expect(await claim(third)).toEqual([]);
    expect(await readQueue(third, "default")).toMatchObject({ done: 1, open: 0 });
  });
});

describe("progress", () => {
  test("counts an item as done once it has every vote wanted, not while one is being made", async () => {
    const floor = await LabelingFloor.open("progress", { overlap: 2 });
    await floor.pairs(1);
    const [one, two] = [await floor.labeler(), await floor.labeler()];
    await judge(one, (await claimOne(one)).lease);
    const { lease } = await claimOne(two);
    expect(await readQueue(two, "default")).toMatchObject({ done: 0 });
    expect((await judge(two, lease)).progress).toMatchObject({ done: 1, open: 0, mine: 1 });
  });
});

describe("a skipped item", () => {
  test("is not offered to the same labeler again, and goes to others", async () => {
    const floor = await LabelingFloor.open("skip");
    await floor.pairs(1);
    const [me, other] = [await floor.labeler(), await floor.labeler()];
    const { lease } = await claimOne(me);
    await skipItem(me, "default", { lease, reason: "other", note: "no idea" });
    await skipItem(me, "default", { lease, reason: "other", note: "no idea" });
    expect(await claim(me)).toEqual([]);
    await expect(judge(me, lease)).rejects.toMatchObject({ code: "item_skipped" });
    expect(await claim(other)).toHaveLength(1);
  });

  test("comes back by undo while nobody else has it", async () => {
    const floor = await LabelingFloor.open("skip-undo");
    await floor.pairs(1);
    const [me, other] = [await floor.labeler(), await floor.labeler()];
    const item = await claimOne(me);
    await skipItem(me, "default", { lease: item.lease, reason: "not_my_field" });
    const back = await undoLabel(me, "default");
    expect(back).toMatchObject({ undone: "Skip", item: { lease: item.lease, left: item.left } });
    expect(await claim(other)).toEqual([]);
    await skipItem(me, "default", { lease: item.lease, reason: "not_my_field" });
    await claimOne(other);
    await expect(undoLabel(me, "default")).rejects.toMatchObject({ family: "conflict", code: "item_taken" });
  });
});

describe("undo", () => {
  test("takes the verdict back and offers the same sides, and a new verdict counts", async () => {
    const floor = await LabelingFloor.open("undo");
    await floor.pairs(1);
    const me = await floor.labeler();
    const consensus = async () =>
      (
        await floor.rows<{ votes: number; pref: string | null }>(
          `SELECT human_votes AS votes, consensus AS pref FROM fact_comparison
            WHERE workspace_id = $1 AND to_seq = 9223372036854775807`,
        )
      )[0];
    const item = await claimOne(me);
    for (const [verdict, sentence] of [
      ["left_better", "A better"],
      ["right_much_better", "B much better"],
      ["tie", "Tie"],
    ] as const) {
      await judge(me, item.lease, verdict);
      expect(await consensus()).toMatchObject({ votes: 1 });
      const undone = await undoLabel(me, "default");
      expect(undone.undone).toBe(sentence);
      expect({ ...undone.item, expiresAt: item.expiresAt }).toEqual(item);
      expect(await consensus()).toEqual({ votes: 0, pref: null });
    }
    await judge(me, item.lease, "both_bad");
    expect(await consensus()).toEqual({ votes: 1, pref: "both_bad" });
  });

  test("with nothing to undo says so", async () => {
    const floor = await LabelingFloor.open("undo-nothing");
    await expect(undoLabel(await floor.labeler(), "default")).rejects.toMatchObject({
      code: "nothing_to_undo",
    });
  });
});

describe("a queue that runs out", () => {
  const run = (id: string, task: string, status: "ended" | "running" = "ended") => ({
    type: "trajectory" as const,
    id,
    task,
    status,
    steps: [{ role: "assistant" as const, content: id }],
  });

  test("forms pairs of one task, each once, of runs that have ended", async () => {
    const floor = await LabelingFloor.open("forming");
    await append(floor.workspaceId, [
      run("x1", "x"),
      run("x2", "x"),
      run("x3", "x"),
      run("y1", "y"),
      run("y2", "y", "running"),
      run("z1", "z"),
    ]);
    const me = await floor.labeler();
    const seen: string[][] = [];
    for (let item = (await claim(me))[0]; item; item = (await claim(me))[0]) {
      seen.push([item.left, item.right].map(side => side.at(-1)?.content ?? "").sort());
      await judge(me, item.lease);
    }
    expect(seen.sort()).toEqual([
      ["x1", "x2"],
      ["x1", "x3"],
      ["x2", "x3"],
    ]);
  });

  test("passes over comparisons that have their votes, at the first claim", async () => {
    const floor = await LabelingFloor.open("judged-already");
    await append(floor.workspaceId, [
      run("a", "t"),
      run("b", "t"),
      {
        type: "comparison",
        id: "c",
        aTrajectoryId: "a",
        bTrajectoryId: "b",
        preferences: [{ rater: "human:somebody", verdict: "a" }],
      },
      run("d", "u"),
      run("e", "u"),
    ]);
    const [item] = await claim(await floor.labeler());
    expect([item?.left, item?.right].map(side => side?.at(-1)?.content).sort()).toEqual(["d", "e"]);
  });

  test("gives each of six who ask at once another of the six pairs", async () => {
    const floor = await LabelingFloor.open("forming-at-once");
    await append(
      floor.workspaceId,
      Array.from({ length: 4 }, (_, at) => run(`r${at}`, "t")),
    );
    const labelers = await Promise.all(Array.from({ length: 6 }, () => floor.labeler()));
    const items = (await Promise.all(labelers.map(me => claim(me)))).flat();
    const pairs = items.map(item =>
      [item.left, item.right]
        .map(side => side.at(-1)?.content)
        .sort()
        .join(" "),
    );
    expect(new Set(pairs).size).toBe(6);
  });
});

test("a key labels nothing, whatever its scopes", async () => {
  const floor = await LabelingFloor.open("members-only");
  const key: Context = {
    ...(await floor.labeler()),
    principal: { kind: "key", keyId: "k", name: "k" },
    scopes: ["label", "admin"],
  };
  await expect(claim(key)).rejects.toMatchObject({ family: "forbidden", code: "members_only" });
});
