import { beforeEach, describe, expect, test } from "vitest";
import { withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { editRecords } from "#lib/curation/edit-records.ts";
import { mergeBranch } from "#lib/curation/merge-branch.ts";
import { freshDriver } from "#lib/curation/model/compare.ts";
import type { Driver } from "#lib/curation/model/drive-history.ts";
import { updateBranch } from "#lib/curation/update-branch.ts";
import { listTrajectories } from "#lib/slices/list-trajectories.ts";

/** Updates on which a random history seldom comes: `b1` is updated from main, into which `b2` was merged. */

useTestDatabase();
let driver: Driver;
let recordId: string;

beforeEach(async () => {
  driver = await freshDriver();
  recordId = (await listTrajectories(driver.context, { sort: "seq" })).items[0]?.trajectoryId ?? "";
});

const edit = (branch: string, path: string, value?: unknown) =>
  editRecords(driver.context, branch, {
    message: "edit",
    edits: [{ recordId, path, ...(value === undefined ? {} : { value }) }],
  });

function mergeIntoMain(source: string) {
  const { workspaceId } = driver.context;
  return withWorkspace(workspaceId, tx =>
    mergeBranch(tx, workspaceId, { source, target: "main", author: "local", message: "merge" }),
  );
}

async function shown(at: string) {
  const { items } = await listTrajectories(driver.context, { at, sort: "seq" });
  return items[0];
}

describe("updating a branch", () => {
  test("brings what main set to a field that the branch had edited and set back", async () => {
    await edit("b1", "task", "mine");
    await edit("b1", "task");
    await edit("b2", "task", "theirs");
    await mergeIntoMain("b2");
    await updateBranch(driver.context, "b1", {});
    expect(await shown("b1")).toMatchObject({ task: "theirs" });
    await edit("b1", "tags/x", true);
    await mergeIntoMain("b1");
    expect(await shown("main")).toMatchObject({ task: "theirs", tags: ["x"] });
  });

  test.each([
    ["base", undefined, "t"],
    ["main's", "theirs", "theirs"],
    ["a third", "third", "third"],
  ])(
    "keeps a decision for %s value of a field that only main edited, when the branch excludes the run",
    async (_, value, task) => {
      await edit("b1", "excluded", true);
      await edit("b2", "task", "theirs");
      await mergeIntoMain("b2");
      await expect(updateBranch(driver.context, "b1", {})).rejects.toMatchObject({ code: "merge_conflict" });
      await updateBranch(driver.context, "b1", { resolutions: [{ recordId, path: "task", value }] });
      expect(await shown("b1")).toMatchObject({ task, excluded: true });
      await mergeIntoMain("b1");
      expect(await shown("main")).toMatchObject({ task, excluded: true });
    },
  );
});
