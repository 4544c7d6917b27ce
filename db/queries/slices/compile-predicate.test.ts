import { describe, expect, test } from "vitest";
import type { Subject } from "#lib/query/fields.ts";
import { planFilter } from "#lib/query/plan.ts";
import { compilePredicate } from "./compile-predicate.ts";

/** The log alone, as a view without edits reads it. */
const rewards = { table: "fact_reward", where: "r.workspace_id = $1 and r.from_seq <= $2 and r.to_seq > $2" };
const tags = { table: "fact_tag", where: "t.workspace_id = $1 and t.from_seq <= $2 and t.to_seq > $2" };

/** The SQL of a filter, and the values that its parameters carry from `$3` on. */
function compile(text: string, subject: Subject = "trajectory"): { sql: string; values: unknown[] } {
  const params: unknown[] = ["workspace", 10];
  const { predicate } = planFilter(text, subject);
  const sql = compilePredicate(predicate, { alias: "f", params, rewards, tags });
  return { sql, values: params.slice(2) };
}

describe("the SQL of a filter", () => {
  test.each([
    ["wins > 1", "(f.wins > $3::bigint)", [1]],
    ["wins > 1.5", "(f.wins > $3::float8)", [1.5]],
    ["started < ended", "(f.started_at < f.ended_at)", []],
    ["seq >= 5", "(f.start_seq >= $3::bigint)", [5]],
    ["agent == null", "(f.agent is null)", []],
    ["!excluded", "(not f.excluded)", []],
    ["excluded == false", "(f.excluded = $3::bool)", [false]],
    ['outcome in ["success", "partial"]', "(f.outcome = any($3::text[]))", [["success", "partial"]]],
    ["wins in [1, 2]", "(f.wins = any($3::bigint[]))", [[1, 2]]],
    [
      'created > timestamp("2026-01-01T00:00:00Z")',
      "(f.created_at > $3::timestamptz)",
      ["2026-01-01T00:00:00Z"],
    ],
    [
      "wins > 0 && (ties == 0 || true)",
      "((f.wins > $3::bigint) and ((f.ties = $4::bigint) or true))",
      [0, 0],
    ],
  ])("%s is %s", (text, sql, values) => {
    expect(compile(text)).toEqual({ sql, values });
  });

  test("binds what people wrote, and never quotes it", () => {
    const hostile = `x' or true; --`;
    const filter = `task == "${hostile}" && "${hostile}" in tags && reward["${hostile}"] > 1 && model.contains("${hostile}")`;
    const { sql, values } = compile(filter);
    expect(sql).not.toContain("--");
    expect(values.filter(value => value === hostile)).toHaveLength(4);
  });

  test("tests a prefix with an operator that an index can serve, and no text with a pattern", () => {
    expect(compile('task.startsWith("a%")').sql).toBe("(f.task ^@ $3::text)");
    expect(compile('task.contains("a%")').sql).toBe("(position($3::text in f.task) > 0)");
    expect(compile('task.endsWith("a%")').sql).toBe("(right(f.task, length($3::text)) = $3::text)");
  });

  test("reads only rows of its workspace and its seq from the tables beside the facts", () => {
    for (const text of ['"hard" in tags', "size(tags) > 1", 'reward["x"] > 1', 'reward.ai["x"] == null']) {
      const { sql } = compile(text);
      expect(sql).toMatch(
        /([rt])\.workspace_id = \$1 and \1\.from_seq <= \$2 and \1\.to_seq > \$2 and \1\.trajectory_id = f\.trajectory_id/,
      );
    }
  });

  test("takes the reward of one rater kind where the filter says which", () => {
    expect(compile('reward.human["x"] > 1').values).toEqual(["x", "human", 1]);
    expect(compile('reward["x"] > 1').values).toEqual(["x", 1]);
  });

  test("reads a comparison's columns", () => {
    expect(compile('pref != null && vote_share >= 0.66 && pref.human == "a"', "comparison")).toEqual({
      sql: "((f.consensus is not null) and (f.vote_share >= $3::float8) and (f.pref_human = $4::text))",
      values: [0.66, "a"],
    });
  });
});
