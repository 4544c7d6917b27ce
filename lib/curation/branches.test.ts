import { beforeEach, describe, expect, test } from "vitest";
import { withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { createBranch } from "#lib/curation/create-branch.ts";
import { editRecords } from "#lib/curation/edit-records.ts";
import { listBranches } from "#lib/curation/list-branches.ts";
import { mergeBranch } from "#lib/curation/merge-branch.ts";
import { revertCommit } from "#lib/curation/revert-commit.ts";
import { updateBranch } from "#lib/curation/update-branch.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { listComparisons } from "#lib/slices/list-comparisons.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

useTestDatabase();
let context: Context;
let ids: Record<string, string>;
const _made = 0;

const run = (id: string, task = "t"): LogRecord => ({
  type: "trajectory",
  id,
  task,
  agent: "x",
  tags: ["raw"],
  steps: [
    { role: "user", content: `ask ${id}` },
    { role: "assistant", content: `answer ${id}`, completionTokens: 5 },
  ],
  rewards: [{ id: `${id}/r`, name: "score", value: 1, rater: "env:e" }],
  outcome: { id: `${id}/o`, status: "failure" },
});
const vote = (id: string, comparisonId: string, rater: string, verdict: "a" | "b"): LogRecord => ({
  type: "preference",
  id,
  comparisonId,
  rater,
  verdict,
});

beforeEach(async () => {
  context = await freshWorkspace();
  const { records } = await append(context.workspaceId, [
    run("a"),
    run("b"),
    run("c"),
    { type: "comparison", id: "ab", aTrajectoryId: "a", bTrajectoryId: "b" },
    { type: "comparison", id: "bc", aTrajectoryId: "b", bTrajectoryId: "c" },
    vote("v1", "ab", "human:x", "a"),
    vote("v2", "bc", "human:x", "a"),
  ]);
  ids = Object.fromEntries(
    records.flatMap(record => (record.clientId && record.id ? [[record.clientId, record.id]] : [])),
  );
});

const idOf = (name: string): string => ids[name] ?? "";
const at = async (ref: string) => {
  const { items } = await listTrajectories(context, { at: ref, sort: "seq" });
  return Object.fromEntries(
    items.map(({ clientId, outcome, excluded, wins, losses, decided, tags, rewards, stepCount, task }) => [
      clientId,
      { outcome, excluded, wins, losses, decided, tags, rewards, stepCount, task },
    ]),
  );
};
const prefs = async (ref: string) => {
  const { items } = await listComparisons(context, { at: ref });
  return Object.fromEntries(
    items.map(({ clientId, pref, votes, excluded }) => [clientId, { pref, votes, excluded }]),
  );
};
const edit = (branch: string, path: string, value: unknown, record = "a", recordKind = "trajectory") =>
  editRecords(context, branch, {
    message: `set ${path}`,
    edits: [{ recordKind, recordId: idOf(record), path, value }],
  });
const merge = (source: string, more = {}) =>
  withWorkspace(context.workspaceId, tx =>
    mergeBranch(tx, context.workspaceId, {
      source,
      target: "main",
      author: "local",
      message: `merge ${source}`,
      ...more,
    }),
  );

describe("a branch", () => {
  test("shows edits on it and nowhere else, and each of its commits for ever", async () => {
    const main = await at("main");
    await createBranch(context, { name: "fix" });
    await edit("fix", "outcome", { status: "success" });
    await edit("fix", "tags/clean", true);
    await edit("fix", "tags/raw", false);
    await edit("fix", "task", "t2");
    expect(await at("main")).toEqual(main);
    expect(await at("fix@0")).toEqual(main);
    expect((await at("fix@1")).a).toMatchObject({ outcome: "success", tags: ["raw"], task: "t" });
    expect((await at("fix")).a).toEqual({ ...main.a, outcome: "success", tags: ["clean"], task: "t2" });
    expect((await at("fix")).b).toEqual(main.b);
    await append(context.workspaceId, [run("later")]);
    expect(Object.keys(await at("fix"))).toEqual(["a", "b", "c"]);
  });

  test("filters, counts and sorts over its edits", async () => {
    await createBranch(context, { name: "fix" });
    await edit("fix", "outcome", { status: "success" });
    await edit("fix", "tags/clean", true);
    const found = async (filter: string) => {
      const { items, total } = await listTrajectories(context, { at: "fix", filter, count: "exact" });
      expect(total).toBe(items.length);
      return items.map(item => item.clientId).sort();
    };
    expect(await found('outcome == "success"')).toEqual(["a"]);
    expect(await found('"clean" in tags')).toEqual(["a"]);
    expect(await found('!("clean" in tags)')).toEqual(["b", "c"]);
    expect(await found('reward["score"] == 1')).toEqual(["a", "b", "c"]);
  });

  test("edits texts, deletes steps, and takes votes and rewards on the old content out of account", async () => {
    await createBranch(context, { name: "fix" });
    await edit("fix", "steps/1/content", "a better answer");
    const { steps } = await readTrajectory(context, { trajectoryId: idOf("a"), at: "fix" });
    expect(steps.map(step => step.content)).toEqual(["ask a", "a better answer"]);
    expect((await prefs("fix")).ab).toEqual({ pref: null, votes: 0, excluded: false });
    const seen = await readTrajectory(context, { trajectoryId: idOf("a"), at: "fix" });
    expect(seen.rewardHistory.map(reward => reward.isStale)).toEqual([true]);
    expect(seen.comparisonSides[0]?.preferences.map(vote => vote.isStale)).toEqual([true]);
    expect((await prefs("fix")).bc).toEqual({ pref: "a", votes: 1, excluded: false });
    expect((await at("fix")).a).toMatchObject({ wins: 0, decided: 0, rewards: {} });
    expect((await at("fix")).b).toMatchObject({ wins: 1, losses: 0, decided: 1 });
    await edit("fix", "affirmed", true, "v1", "preference");
    expect((await prefs("fix")).ab).toMatchObject({ pref: "a", votes: 1 });
    expect((await at("fix")).a).toMatchObject({ wins: 1 });
    const affirmed = await readTrajectory(context, { trajectoryId: idOf("a"), at: "fix" });
    expect(affirmed.comparisonSides[0]?.preferences.map(vote => vote.isStale)).toEqual([false]);
    await edit("fix", "steps/1/deleted", true, "c");
    expect((await at("fix")).c).toMatchObject({ stepCount: 1 });
    expect((await readTrajectory(context, { trajectoryId: idOf("c"), at: "fix" })).steps).toHaveLength(1);
  });

  test("excludes, adjudicates and voids, and the facts follow", async () => {
    await createBranch(context, { name: "fix" });
    await edit("fix", "excluded", true);
    expect((await prefs("fix")).ab).toMatchObject({ excluded: true });
    await edit("fix", "adjudication", { verdict: "b", strength: 3 }, "ab", "comparison");
    expect((await at("fix")).b).toMatchObject({ wins: 2, losses: 0 });
    await edit("fix", "adjudication", null, "ab", "comparison");
    expect((await at("fix")).b).toMatchObject({ wins: 1, losses: 1 });
    await edit("fix", "voided", { reason: "a slip" }, "v1", "preference");
    expect((await prefs("fix")).ab).toMatchObject({ pref: null, votes: 0 });
    await edit("fix", "voided", { reason: "a broken checker" }, "a/r", "reward");
    expect((await at("fix")).a?.rewards).toEqual({});
    expect((await at("main")).a?.rewards).toEqual({ score: 1 });
  });

  test("merges into main as one commit; main before stays as it was, and the branch is level", async () => {
    const before = (await listTrajectories(context, {})).ref;
    const old = await at(before);
    await createBranch(context, { name: "fix" });
    await edit("fix", "outcome", { status: "success" });
    await edit("fix", "excluded", true, "b");
    const branch = await at("fix");
    await append(context.workspaceId, [run("later"), vote("v3", "bc", "human:y", "a")]);
    await merge("fix");
    expect(await at(before)).toEqual(old);
    const main = await at("main");
    expect(main.a).toEqual(branch.a);
    expect(main.b).toMatchObject({ excluded: true, wins: 1 });
    expect(main.later).toBeDefined();
    expect((await prefs("main")).bc).toMatchObject({ votes: 2, excluded: true });
    const fix = (await listBranches(context)).find(one => one.branch === "fix");
    expect(fix).toMatchObject({ ahead: 0, behind: 0 });
    expect(await at("fix")).toEqual(main);
    await edit("fix", "tags/second", true);
    await merge("fix");
    expect((await at("main")).a).toMatchObject({ tags: ["raw", "second"], outcome: "success" });
  });

  test("keeps main's edits while agents go on appending to the records", async () => {
    await createBranch(context, { name: "fix" });
    await edit("fix", "outcome", { status: "success" });
    await merge("fix");
    await append(context.workspaceId, [
      { type: "step", trajectoryId: "a", idx: 2, role: "user", content: "more" },
      { type: "reward", trajectoryId: "a", name: "late", value: 0.5, rater: "env:e" },
      { type: "outcome", trajectoryId: "a", status: "partial" },
      vote("v4", "ab", "human:y", "b"),
      vote("v5", "ab", "human:z", "b"),
    ]);
    expect((await at("main")).a).toMatchObject({
      outcome: "success",
      stepCount: 3,
      rewards: { late: 0.5, score: 1 },
      wins: 0,
      losses: 1,
    });
    expect((await at("fix")).a).toMatchObject({ stepCount: 2, wins: 1 });
  });

  test("meets exactly the fields that both sides changed as conflicts, and merges what is decided", async () => {
    await createBranch(context, { name: "one" });
    await createBranch(context, { name: "two" });
    await edit("one", "outcome", { status: "success" });
    await edit("one", "tags/x", true);
    await edit("two", "outcome", { status: "partial" });
    await edit("two", "tags/x", true);
    await edit("two", "task", "t9", "b");
    await merge("one");
    await expect(merge("two")).rejects.toMatchObject({
      code: "merge_conflict",
      extra: {
        conflicts: [
          {
            recordId: idOf("a"),
            path: "outcome",
            reason: "both",
            ours: { status: "success" },
            theirs: { status: "partial" },
          },
        ],
      },
    });
    await updateBranch(context, "two", {
      resolutions: [{ recordId: idOf("a"), path: "outcome", value: { status: "partial" } }],
    });
    expect((await at("two")).a).toMatchObject({ outcome: "partial", tags: ["raw", "x"] });
    await merge("two");
    expect((await at("main")).a).toMatchObject({ outcome: "partial" });
    expect((await at("main")).b).toMatchObject({ task: "t9" });
  });

  test("reverts a commit, and a merge", async () => {
    const main = await at("main");
    await createBranch(context, { name: "fix" });
    const { no } = await edit("fix", "excluded", true);
    const once = await at("fix");
    await edit("fix", "tags/x", true);
    await revertCommit(context, "fix", no);
    expect((await at("fix")).a).toMatchObject({ excluded: false, tags: ["raw", "x"] });
    expect((await at("fix@1")).a).toEqual(once.a);
    const merged = await merge("fix");
    await revertCommit(context, "main", merged.no);
    expect(await at("main")).toEqual(main);
  });

  test("stands on another branch, and merges into it or into main", async () => {
    await createBranch(context, { name: "low" });
    await edit("low", "tags/low", true);
    await createBranch(context, { name: "high", from: "low" });
    await edit("high", "tags/high", true);
    await edit("low", "tags/later", true);
    expect((await at("high")).a?.tags).toEqual(["high", "low", "raw"]);
    await withWorkspace(context.workspaceId, tx =>
      mergeBranch(tx, context.workspaceId, { source: "high", target: "low", author: "local", message: "up" }),
    );
    expect((await at("low")).a?.tags).toEqual(["high", "later", "low", "raw"]);
    await merge("low");
    expect((await at("main")).a?.tags).toEqual(["high", "later", "low", "raw"]);
  });
});
