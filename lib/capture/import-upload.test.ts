import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { closePool } from "#db/client.ts";
import { withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { importUpload } from "#lib/capture/import-upload.ts";
import { testJob, useTestHome } from "#lib/jobs/testing.ts";
import type { Context } from "#lib/service/context.ts";
import { workspaceOverview } from "#lib/slices/workspace-overview.ts";
import { storage, uploadKey } from "#lib/storage/storage.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

const database = useTestDatabase();
useTestHome();

async function upload({ workspaceId }: Context, bytes: Uint8Array | string, name = "file.jsonl") {
  const uploadId = uuidv7();
  const content = Buffer.from(bytes);
  await storage().put(uploadKey(workspaceId, uploadId), content);
  return { name, uploadId, sizeBytes: content.byteLength };
}

/** Everything that the log and the facts of a workspace hold, apart from ids and times that an import gives anew. */
async function contents({ workspaceId }: Context): Promise<unknown> {
  return withWorkspace(workspaceId, async tx => ({
    trajectories: await tx.query(
      `SELECT t.client_id, t.task, t.content_hash, t.body, f.step_count, f.wins, f.losses, f.ties, f.decided, f.comparisons
         FROM trajectory t JOIN fact f USING (workspace_id, trajectory_id)
        WHERE workspace_id = $1 AND f.to_seq = 9223372036854775807 ORDER BY t.client_id`,
      [workspaceId],
    ),
    steps: await tx.query(
      `SELECT t.client_id, s.idx, s.body FROM step s JOIN trajectory t USING (workspace_id, trajectory_id)
        WHERE workspace_id = $1 ORDER BY t.client_id, s.idx`,
      [workspaceId],
    ),
    feedback: await tx.query(
      `SELECT client_id, content_hash, body FROM reward WHERE workspace_id = $1
       UNION ALL SELECT client_id, content_hash, body FROM preference WHERE workspace_id = $1
       UNION ALL SELECT client_id, content_hash, body FROM comparison WHERE workspace_id = $1 ORDER BY 1`,
      [workspaceId],
    ),
  }));
}

const airline = join(process.env.ESPALIER_TEST_DATA ?? "../shared/data", "tau-bench/gpt-4o-airline.json");
const pandalm = join(process.env.ESPALIER_TEST_DATA ?? "../shared/data", "pandalm/testset-v1.json");

function missing(file: string): boolean {
  if (existsSync(file)) return false;
  process.stderr.write(`skipped: ${file} is not there; set ESPALIER_TEST_DATA to the folder of real data\n`);
  return true;
}

describe.skipIf(missing(airline))("tau-bench's airline runs", () => {
  const figures = { trajectory: 200, step: 5308, reward: 200 };

  test("land whole, and a second time change nothing and say so", async () => {
    const context = await freshWorkspace();
    const bytes = readFileSync(airline);
    const first = await importUpload(testJob(context, await upload(context, bytes, "airline.json")));
    expect(first).toMatchObject({ format: "tau-bench", created: figures, unchanged: {}, refusedCount: 0 });
    const before = await contents(context);
    const { lastAppendAt } = await workspaceOverview(context);
    const again = await importUpload(testJob(context, await upload(context, bytes, "other-name.json")));
    expect(again).toMatchObject({ created: {}, unchanged: figures, refusedCount: 0 });
    expect(await contents(context)).toEqual(before);
    expect((await workspaceOverview(context)).lastAppendAt).toBe(lastAppendAt);
    expect(await workspaceOverview(context)).toMatchObject({ trajectories: 200, steps: 5308 });
  });

  test("come to exactly the same when an import is cut off midway and run again", async () => {
    const [context, whole] = [await freshWorkspace(), await freshWorkspace()];
    const bytes = readFileSync(airline);
    await importUpload(testJob(whole, await upload(whole, bytes)));
    const input = await upload(context, bytes);
    let reports = 0;
    const cut = importUpload(
      testJob(context, input, {
        report: async () => {
          reports += 1;
          if (reports === 90) throw new Error("the worker died");
        },
      }),
    );
    await expect(cut).rejects.toThrow("the worker died");
    const job = testJob(context, input);
    const { created, unchanged } = await importUpload(job);
    for (const [type, count] of Object.entries(figures)) {
      expect((created[type] ?? 0) + (unchanged[type] ?? 0)).toBe(count);
    }
    expect(await contents(context)).toEqual(await contents(whole));
    expect(job.reports.at(-1)).toMatchObject({
      done: bytes.byteLength,
      total: bytes.byteLength,
      unit: "bytes",
    });
  });
});

describe.skipIf(missing(pandalm))("PandaLM's pairs", () => {
  test("land with every annotator's vote, and come to the published majorities", async () => {
    const context = await freshWorkspace();
    const result = await importUpload(testJob(context, await upload(context, readFileSync(pandalm))));
    expect(result).toMatchObject({
      format: "pandalm",
      created: { trajectory: 1998, comparison: 999, preference: 2997 },
      refusedCount: 0,
      warningCount: 6,
    });
    const majorities = await withWorkspace(context.workspaceId, tx =>
      tx.query(
        `SELECT consensus, count(*)::int AS n FROM fact_comparison WHERE workspace_id = $1
            AND to_seq = 9223372036854775807 GROUP BY 1 ORDER BY 1`,
        [context.workspaceId],
      ),
    );
    expect(majorities).toEqual([
      { consensus: "a", n: 422 },
      { consensus: "b", n: 472 },
      { consensus: "tie", n: 105 },
    ]);
  });
});

describe("an import", () => {
  const line = (id: string, more: object = {}) =>
    JSON.stringify({ type: "trajectory", id, task: "t", steps: [{ role: "user", content: id }], ...more });

  test("lands the good records and names each bad one by its line", async () => {
    const context = await freshWorkspace();
    const text = [
      line("a"),
      "{nope",
      line("b", { nonsense: 1 }),
      line("c"),
      '{"type":"reward","trajectoryId":"nowhere","name":"r","value":1,"rater":"env:x"}',
      line("a", { task: "another" }),
    ].join("\n");
    const result = await importUpload(testJob(context, await upload(context, text)));
    expect(result.created).toEqual({ trajectory: 2, step: 2 });
    expect(result.refusedCount).toBe(4);
    expect(result.refused.map(problem => [problem.file, problem.line])).toEqual(
      [2, 3, 5, 6].map(at => ["file.jsonl", at]),
    );
    expect(result.refused[1]?.reason).toContain("nonsense");
    expect(result.refused[2]?.reason).toContain("nowhere");
  });

  test("keeps its upload until the job's end is durable, for a run after a crash", async () => {
    const context = await freshWorkspace();
    const input = await upload(context, line("a"));
    const key = uploadKey(context.workspaceId, input.uploadId);
    await importUpload(testJob(context, input));
    const again = testJob(context, input);
    expect(await importUpload(again)).toMatchObject({ unchanged: { trajectory: 1, step: 1 } });
    expect(await storage().size(key)).toBe(input.sizeBytes);
    await again.end();
    expect(await storage().size(key)).toBeNull();
  });

  test("of no known format is refused with the formats that are", async () => {
    const context = await freshWorkspace();
    for (const bytes of ['{"some":"thing"}', "\u0000\u0001", "[]", "plain text"]) {
      const running = importUpload(testJob(context, await upload(context, bytes, "thing.bin")));
      await expect(running).rejects.toMatchObject({
        family: "invalid",
        code: expect.stringMatching(/^(unknown_format|empty_file)$/),
        message: expect.stringContaining("thing.bin"),
      });
    }
  });

  // A rejection that nobody handles fails the whole run, so this also shows that every record in flight is looked after.
  test("that loses its database stops with that error, and is whole when it runs again", async () => {
    const context = await freshWorkspace();
    const text = Array.from({ length: 3_000 }, (_, at) => line(`r${at}`)).join("\n");
    const input = await upload(context, text);
    let reports = 0;
    const report = async () => {
      reports += 1;
      if (reports === 1_500) process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/nothing";
    };
    await expect(importUpload(testJob(context, input, { report }))).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
    await closePool();
    process.env.DATABASE_URL = database.appUrl;
    const { created, unchanged } = await importUpload(testJob(context, input));
    expect((created.trajectory ?? 0) + (unchanged.trajectory ?? 0)).toBe(3_000);
    expect(await workspaceOverview(context)).toMatchObject({ trajectories: 3_000, steps: 3_000 });
  });
});
