import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { addCorrection } from "#lib/curation/add-correction.ts";
import { approveMergeRequest } from "#lib/curation/approve-merge-request.ts";
import { changeBranch } from "#lib/curation/change-branch.ts";
import { createBranch } from "#lib/curation/create-branch.ts";
import { createMergeRequest } from "#lib/curation/create-merge-request.ts";
import { deleteBranch } from "#lib/curation/delete-branch.ts";
import { diffRefs } from "#lib/curation/diff-refs.ts";
import { editRecords } from "#lib/curation/edit-records.ts";
import { editSlice } from "#lib/curation/edit-slice.ts";
import { mergeMergeRequest } from "#lib/curation/merge-merge-request.ts";
import { readMergeRequest } from "#lib/curation/read-merge-request.ts";
import { recordHistory } from "#lib/curation/record-history.ts";
import { resolveConflicts } from "#lib/curation/resolve-conflicts.ts";
import { restoreBranch } from "#lib/curation/restore-branch.ts";
import { previewEditing } from "#lib/curation/start-editing.ts";
import { testJob } from "#lib/jobs/testing.ts";
import { append } from "#lib/log/append.ts";
import type { LogRecord } from "#lib/log/schemas.ts";
import type { Context } from "#lib/service/context.ts";
import { listComparisons } from "#lib/slices/list-comparisons.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";
import { readTrajectory } from "#lib/slices/read-trajectory.ts";
import { ensureUser } from "#lib/workspaces/auth.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { inviteMember } from "#lib/workspaces/invite-member.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

useTestDatabase();
let context: Context;
let reviewer: Context;
let ids: Record<string, string>;
let made = 0;

const run = (id: string, agent: string): LogRecord => ({
  type: "trajectory",
  id,
  task: "t",
  agent,
  steps: [
    { role: "user", content: "ask" },
    { role: "assistant", content: `answer of ${agent}` },
  ],
});

beforeEach(async () => {
  made += 1;
  context = await freshWorkspace();
  const member = await inviteMember(context, {
    email: `r${made}@example.com`,
    name: "Reviewer",
    role: "curator",
  });
  const { userId } = await ensureUser({
    email: `r${made}@example.com`,
    name: "Reviewer",
    password: "unused here",
  });
  reviewer = {
    ...context,
    principal: { kind: "member", memberId: member.memberId, userId, name: "Reviewer", role: "curator" },
    scopes: ["read", "label", "curate"],
  };
  const { records } = await append(context.workspaceId, [
    run("a", "x"),
    run("b", "x"),
    run("c", "y"),
    { type: "comparison", id: "ab", aTrajectoryId: "a", bTrajectoryId: "b" },
  ]);
  ids = Object.fromEntries(records.flatMap(one => (one.clientId && one.id ? [[one.clientId, one.id]] : [])));
});

const idOf = (name: string): string => ids[name] ?? "";
const edit = (branch: string, record: string, path: string, value: unknown) =>
  editRecords(context, branch, {
    message: `${path} of ${record}`,
    edits: [{ recordId: idOf(record), path, value }],
  });
const outcomes = async (at: string) =>
  Object.fromEntries(
    (await listTrajectories(context, { at })).items.map(({ clientId, outcome }) => [clientId, outcome]),
  );

describe("a merge request", () => {
  test("shows its result and merges it, once enough people approved exactly that result", async () => {
    await changeBranch(context, "main", { requiredApprovals: 1 });
    await createBranch(context, { name: "fix" });
    await edit("fix", "a", "outcome", { status: "success" });
    const { number } = await createMergeRequest(context, { source: "fix", title: "Mend a" });
    const seen = await readMergeRequest(context, number);
    expect(seen.changes).toMatchObject([
      { recordId: idOf("a"), path: "outcome", after: { status: "success" }, title: "t" },
    ]);
    expect(seen.blockers.map(blocker => blocker.code)).toEqual(["approvals"]);
    await expect(mergeMergeRequest(context, number, {})).rejects.toMatchObject({ code: "approvals_missing" });
    await approveMergeRequest(reviewer, number);
    expect((await readMergeRequest(context, number)).blockers).toEqual([]);
    await edit("fix", "b", "outcome", { status: "partial" });
    const moved = await readMergeRequest(context, number);
    expect(moved.approvals).toMatchObject([{ member: "Reviewer", isStale: true }]);
    await expect(mergeMergeRequest(context, number, {})).rejects.toMatchObject({ code: "approvals_missing" });
    await approveMergeRequest(reviewer, number);
    await append(context.workspaceId, [
      { type: "reward", trajectoryId: "c", name: "r", value: 1, rater: "env:e" },
    ]);
    expect((await readMergeRequest(context, number)).approvals).toMatchObject([{ isStale: false }]);
    await append(context.workspaceId, [
      { type: "step", trajectoryId: "a", idx: 2, role: "user", content: "more" },
    ]);
    expect((await readMergeRequest(context, number)).approvals).toMatchObject([{ isStale: true }]);
    await approveMergeRequest(reviewer, number);
    await mergeMergeRequest(context, number, {});
    expect(await outcomes("main")).toEqual({ a: "success", b: "partial", c: null });
    expect(await readMergeRequest(context, number)).toMatchObject({
      state: "merged",
      mergedRef: expect.stringMatching(/^main@\d+$/),
    });
  });

  test("keeps decisions about conflicts, and drops them when a side moves", async () => {
    await createBranch(context, { name: "one" });
    await createBranch(context, { name: "two" });
    await edit("one", "a", "outcome", { status: "success" });
    await edit("one", "b", "outcome", { status: "success" });
    await edit("two", "a", "outcome", { status: "failure" });
    await edit("two", "b", "outcome", { status: "failure" });
    await mergeMergeRequest(
      context,
      (await createMergeRequest(context, { source: "one", title: "one" })).number,
      {},
    );
    const { number } = await createMergeRequest(context, { source: "two", title: "two" });
    await expect(mergeMergeRequest(context, number, {})).rejects.toMatchObject({ code: "merge_conflict" });
    expect((await readMergeRequest(context, number)).conflicts.map(one => one.path)).toEqual([
      "outcome",
      "outcome",
    ]);
    const decide = (record: string, choose: string, value?: unknown) => ({
      recordId: idOf(record),
      path: "outcome",
      choose,
      value,
    });
    expect(
      await resolveConflicts(context, number, { decisions: [decide("a", "value", { status: "partial" })] }),
    ).toEqual({ decided: 1, left: 1 });
    await edit("two", "a", "outcome", { status: "partial", reason: "half" });
    expect((await readMergeRequest(context, number)).conflicts).toHaveLength(2);
    expect(await resolveConflicts(context, number, { all: "theirs" })).toEqual({ decided: 2, left: 0 });
    await resolveConflicts(context, number, { decisions: [decide("b", "ours")] });
    await mergeMergeRequest(context, number, {});
    expect(await outcomes("main")).toEqual({ a: "partial", b: "success", c: null });
  });

  test("checks the result: empty runs, unanswered calls, exclusions", async () => {
    await createBranch(context, { name: "fix" });
    await edit("fix", "a", "steps/1/deleted", true);
    await edit("fix", "b", "excluded", true);
    const { number } = await createMergeRequest(context, { source: "fix", title: "Too much" });
    const { checks } = await readMergeRequest(context, number);
    expect(Object.fromEntries(checks.map(({ name, ok }) => [name, ok]))).toEqual({
      "Records are not empty": false,
      "Tool calls are answered": true,
      Exclusions: false,
    });
  });
});

describe("a slice edit", () => {
  test("previews, then sets every match in one commit, and does nothing the second time", async () => {
    await createBranch(context, { name: "clean" });
    const input = { filter: 'agent == "x"', set: { excluded: true, "tags/cut": true }, message: "Cut x" };
    const preview = await previewEditing(context, "clean", input);
    expect(preview.count).toBe(2);
    expect(preview.samples).toHaveLength(4);
    expect(preview.samples[0]).toMatchObject({ before: false, after: true });
    const job = testJob(context, { ...input, branch: "clean" });
    expect(await editSlice(job)).toEqual({ ref: "clean@1", records: 2, changes: 4 });
    expect(await editSlice(job)).toMatchObject({ changes: 0 });
    const { items } = await listTrajectories(context, { at: "clean", filter: 'excluded && "cut" in tags' });
    expect(items).toHaveLength(2);
  });
});

describe("a difference", () => {
  test("names the fields, the records that came, and how the figures moved; and a record tells who changed it", async () => {
    const before = (await listTrajectories(context, {})).ref;
    await createBranch(context, { name: "fix" });
    await edit("fix", "a", "outcome", { status: "success" });
    await edit("fix", "a", "outcome", { status: "failure" });
    const diff = await diffRefs(context, { from: "main", to: "fix" });
    expect(diff).toMatchObject({
      changeCount: 1,
      recordCount: 1,
      changes: [{ path: "outcome", after: { status: "failure" } }],
    });
    expect(diff.statistics.from.outcomes).toEqual({ none: 3 });
    expect(diff.statistics.to.outcomes).toEqual({ failure: 1, none: 2 });
    await append(context.workspaceId, [run("d", "z")]);
    expect(await diffRefs(context, { from: before, to: "main" })).toMatchObject({
      changeCount: 0,
      added: { count: 1 },
    });
    expect(await diffRefs(context, { from: "main", to: before })).toMatchObject({ removed: { count: 1 } });
    expect(await diffRefs(context, { from: "fix@1", to: "fix@2" })).toMatchObject({
      changes: [{ before: { status: "success" }, after: { status: "failure" } }],
    });
    expect(await recordHistory(context, idOf("a"))).toMatchObject([
      { branch: "fix", no: 2, author: "local", before: { status: "success" } },
      { branch: "fix", no: 1, after: { status: "success" } },
    ]);
  });
});

describe("a correction", () => {
  test("is a better run on its branch only, and beats its original once merged", async () => {
    await createBranch(context, { name: "better" });
    const { trajectoryId } = await addCorrection(context, "better", {
      trajectoryId: idOf("a"),
      stepIdx: 1,
      content: "a much better answer",
    });
    expect((await listTrajectories(context, {})).items).toHaveLength(3);
    expect((await listTrajectories(context, { at: "better" })).items).toHaveLength(4);
    const shown = await readTrajectory(context, { trajectoryId, at: "better" });
    expect(shown.steps.map(step => step.content)).toEqual(["ask", "a much better answer"]);
    expect(shown).toMatchObject({ wins: 1, stepCount: 2 });
    await expect(readTrajectory(context, { trajectoryId })).rejects.toMatchObject({
      code: "trajectory_not_found",
    });
    await edit("better", "a", "steps/0/content", "a redacted question");
    const { number } = await createMergeRequest(context, { source: "better", title: "Better" });
    await mergeMergeRequest(context, number, {});
    expect((await listTrajectories(context, {})).items).toHaveLength(4);
    const { items } = await listComparisons(context, { filter: 'pref == "a"' });
    expect(items).toMatchObject([{ aTrajectoryId: trajectoryId, bTrajectoryId: idOf("a"), strength: 3 }]);
  });
});

describe("bad input", () => {
  test("is told apart, and changes nothing", async () => {
    await createBranch(context, { name: "fix" });
    const tries: Array<[() => Promise<unknown>, string]> = [
      [() => edit("main", "a", "excluded", true), "protected_branch"],
      [() => edit("fix@0", "a", "excluded", true), "pinned_ref"],
      [() => edit("nowhere", "a", "excluded", true), "branch_not_found"],
      [() => edit("fix", "a", "rating", 3), "unknown_field"],
      [() => edit("fix", "a", "excluded", "yes"), "invalid_input"],
      [() => edit("fix", "a", "steps/9/content", "x"), "step_not_found"],
      [() => edit("fix", "a", "excluded", undefined), "no_change"],
      [() => createBranch(context, { name: "fix" }), "branch_exists"],
      [() => createBranch(context, { name: "Fix it" }), "invalid_input"],
      [() => createBranch(context, { name: "other", from: "main@999999" }), "ref_not_found"],
      [() => createMergeRequest(context, { source: "fix", target: "fix", title: "x" }), "unrelated_branches"],
    ];
    for (const [attempt, code] of tries) await expect(attempt()).rejects.toMatchObject({ code });
    const other = await createWorkspace({ name: `o-${made}` });
    const theirs: Context = { ...context, workspaceId: other.workspaceId, workspace: other.workspace };
    await createBranch(theirs, { name: "fix" });
    await expect(
      editRecords(theirs, "fix", {
        message: "m",
        edits: [{ recordId: idOf("a"), path: "excluded", value: true }],
      }),
    ).rejects.toMatchObject({ code: "trajectory_not_found" });
    expect((await listTrajectories(context, { at: "fix", filter: "excluded" })).items).toEqual([]);
  });

  test("a deleted branch comes back as it was", async () => {
    await createBranch(context, { name: "fix" });
    await edit("fix", "a", "outcome", { status: "success" });
    await deleteBranch(context, "fix");
    await expect(listTrajectories(context, { at: "fix" })).rejects.toMatchObject({ code: "ref_not_found" });
    expect(await restoreBranch(context, "fix")).toMatchObject({ branch: "fix", ahead: 1 });
    expect((await outcomes("fix")).a).toBe("success");
  });
});
