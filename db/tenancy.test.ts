import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withoutWorkspace, withWorkspace } from "#db/tenancy.ts";
import { useTestDatabase } from "#db/testing.ts";
import { append } from "#lib/log/append.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";

const database = useTestDatabase();
let owner: pg.Client;
const tenants: string[] = [];

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const name of ["one", "two"]) {
    const { workspaceId } = await createWorkspace({ name });
    tenants.push(workspaceId);
    await append(workspaceId, [
      { type: "trajectory", id: "a", task: name, tags: [name], steps: [{ role: "user", content: name }] },
      { type: "trajectory", id: "b", task: name },
      { type: "reward", id: "r", trajectoryId: "a", name: "r", value: 1, rater: "rule:r" },
      { type: "outcome", id: "o", trajectoryId: "a", status: "success" },
      { type: "comparison", id: "c", aTrajectoryId: "a", bTrajectoryId: "b" },
      { type: "preference", id: "p", comparisonId: "c", rater: "rule:r", verdict: "a" },
    ]);
  }
});

afterAll(async () => {
  await owner.end();
});

async function rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await owner.query<Row>(sql, values)).rows;
}

async function column(sql: string): Promise<string[]> {
  return (await rows<{ value: string }>(sql)).map(row => row.value);
}

const publicTables = `pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;
const withoutTenant = ["worker_heartbeat"];
const log = [
  "append",
  "trajectory",
  "step",
  "step_tool",
  "reward",
  "outcome",
  "comparison",
  "preference",
  "audit",
];
const facts = ["fact", "fact_comparison", "fact_reward", "fact_tag"];
const published = ["segment_file", "snapshot"];

describe("the catalog", () => {
  test("gives every table of a tenant a workspace_id, and names the ones without", async () => {
    const without = await column(
      `SELECT c.relname::text AS value FROM ${publicTables} AND NOT EXISTS (
         SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND a.attnotnull)`,
    );
    expect(without).toEqual(withoutTenant);
  });

  test("forces row-level security on every table of a tenant", async () => {
    const open = await column(
      `SELECT c.relname::text AS value FROM ${publicTables} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
    );
    expect(open).toEqual(withoutTenant);
  });

  test("has the tenant policy on each, and the listed look-ups, and nothing else", async () => {
    const policies = await rows<{ tablename: string; policyname: string; rest: string }>(
      `SELECT tablename::text, policyname::text,
              concat_ws(' | ', permissive, cmd, roles::text, qual, with_check) AS rest
         FROM pg_policies WHERE schemaname = 'public'`,
    );
    const mine =
      "(workspace_id = (NULLIF(current_setting('espalier.workspace'::text, true), ''::text))::uuid)";
    const tables = (
      await column(`SELECT c.relname::text AS value FROM ${publicTables} ORDER BY c.relname::text`)
    ).filter(table => !withoutTenant.includes(table));
    const expected = [
      ...tables.map(table => `${table}.tenant PERMISSIVE | ALL | {public} | ${mine} | ${mine}`),
      ...["api_key", "member", "workspace"].map(
        table => `${table}.lookup PERMISSIVE | SELECT | {espalier_owner} | true`,
      ),
    ];
    expect(policies.map(one => `${one.tablename}.${one.policyname} ${one.rest}`).sort()).toEqual(
      expected.sort(),
    );
  });

  test("begins every unique key with the workspace, but for the listed ones", async () => {
    const keys = await column(
      `SELECT i.relname::text AS value FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
         JOIN pg_class t ON t.oid = x.indrelid
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
        WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique AND a.attname <> 'workspace_id' ORDER BY 1`,
    );
    expect(keys).toEqual(["api_key_id", "worker_heartbeat_pkey", "workspace_slug"]);
  });

  test("begins every foreign key with the workspace", async () => {
    const keys = await column(
      `SELECT k.conname::text AS value FROM pg_constraint k
         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND a.attname <> 'workspace_id'`,
    );
    expect(keys).toEqual([]);
  });

  test("gives the application's roles nothing to own and no way past the policies", async () => {
    const roles = await rows(
      `SELECT rolname::text AS role, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS strong
         FROM pg_roles WHERE rolname IN ('espalier', 'espalier_app') ORDER BY 1`,
    );
    expect(roles).toEqual([
      { role: "espalier", strong: false },
      { role: "espalier_app", strong: false },
    ]);
    expect(
      await column(
        `SELECT c.relname::text AS value FROM pg_class c WHERE c.relowner::regrole::text IN ('espalier', 'espalier_app')
         UNION ALL SELECT p.proname::text FROM pg_proc p WHERE p.proowner::regrole::text IN ('espalier', 'espalier_app')
         UNION ALL SELECT n.nspname::text FROM pg_namespace n WHERE n.nspowner::regrole::text IN ('espalier', 'espalier_app')
         UNION ALL SELECT 'may create in ' || n.nspname FROM pg_namespace n
          WHERE n.nspname !~ '^pg_' AND has_schema_privilege('espalier_app', n.oid, 'CREATE')
         UNION ALL SELECT r.rolname::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
          WHERE m.member IN ('espalier'::regrole, 'espalier_app'::regrole) AND r.rolname <> 'espalier_app'`,
      ),
    ).toEqual([]);
  });

  test("lets the application insert into and read the log, and no more", async () => {
    expect(await grantsOf(log)).toEqual(Object.fromEntries(log.map(table => [table, ["INSERT", "SELECT"]])));
    expect(await grantsOf(published)).toEqual(
      Object.fromEntries(published.map(table => [table, ["INSERT", "SELECT"]])),
    );
  });

  test("lets the application close a fact, and change nothing else of it", async () => {
    expect(await grantsOf(facts)).toEqual(
      Object.fromEntries(facts.map(table => [table, ["INSERT", "SELECT"]])),
    );
    const columns = await column(
      `SELECT DISTINCT column_name::text AS value FROM information_schema.column_privileges
        WHERE grantee = 'espalier_app' AND privilege_type = 'UPDATE' AND table_name = ANY ('{${facts.join(",")}}')`,
    );
    expect(columns).toEqual(["to_seq"]);
  });

  test("has no function with the owner's rights but the listed ones, each for the application alone", async () => {
    const functions = await column(
      `SELECT p.proname || ' ' || coalesce(array_to_string(p.proconfig, ','), '') || ' ' || (
                SELECT string_agg(g.grantee::regrole::text, ',' ORDER BY g.grantee::regrole::text) FROM aclexplode(p.proacl) g) AS value
         FROM pg_proc p WHERE p.prosecdef AND p.pronamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1`,
    );
    const rights = "search_path=pg_catalog, public espalier_app,espalier_owner";
    expect(functions).toEqual([
      `find_api_key ${rights}`,
      `find_memberships ${rights}`,
      `find_workspace ${rights}`,
    ]);
  });

  test("has no view that reads with its owner's rights", async () => {
    const views = await column(
      `SELECT c.relname::text AS value FROM pg_class c WHERE c.relkind IN ('v', 'm') AND c.relnamespace = 'public'::regnamespace
          AND NOT coalesce(c.reloptions::text LIKE '%security_invoker=true%', false)`,
    );
    expect(views).toEqual([]);
  });
});

async function grantsOf(tables: readonly string[]): Promise<Record<string, string[]>> {
  const granted = await rows<{ name: string; privilege: string }>(
    `SELECT table_name::text AS name, privilege_type::text AS privilege FROM information_schema.role_table_grants
      WHERE grantee = 'espalier_app' AND table_schema = 'public' AND table_name = ANY ($1) ORDER BY 1, 2`,
    [tables],
  );
  const byTable = Map.groupBy(granted, grant => grant.name);
  return Object.fromEntries(
    [...byTable].map(([table, grants]) => [table, grants.map(grant => grant.privilege)]),
  );
}

const tenantTables = async () =>
  (await column(`SELECT c.relname::text AS value FROM ${publicTables}`)).filter(
    table => !withoutTenant.includes(table),
  );

describe("a transaction", () => {
  test("of one workspace sees its own rows only, whichever others interleave", async () => {
    const seen = await Promise.all(
      Array.from({ length: 300 }, (_, at) => {
        const mine = tenants[at % 2] ?? "";
        if (at % 7 === 0) {
          // Every seventh fails, so that its connection goes back to the pool after a rollback.
          return withWorkspace(mine, tx => tx.query("SELECT 1 / 0")).catch(() => []);
        }
        return withWorkspace(mine, async tx => {
          const found = await tx.query<{ workspace: string }>(
            "SELECT workspace_id AS workspace FROM trajectory UNION ALL SELECT workspace_id FROM workspace",
          );
          return found.map(row => row.workspace === mine);
        });
      }),
    );
    expect(seen.filter(one => one.length > 0)).toHaveLength(257);
    for (const one of seen.filter(found => found.length > 0)) expect(one).toEqual([true, true, true]);
  });

  test("outside a workspace sees no row of any, on connections that served one before", async () => {
    for (const table of await tenantTables()) {
      const found = await Promise.all(
        Array.from({ length: 10 }, () =>
          withoutWorkspace(tx => tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)),
        ),
      );
      expect([table, new Set(found.map(([row]) => row?.n))]).toEqual([table, new Set([0])]);
    }
  });

  test("cannot insert for another workspace", async () => {
    const [one = "", two = ""] = tenants;
    for (const insert of [
      `INSERT INTO append (workspace_id, last_seq, at, n) VALUES ($1, 1000, now(), 1)`,
      `INSERT INTO audit (workspace_id, audit_id, actor, verb) VALUES ($1, gen_random_uuid(), 'x', 'x')`,
      `INSERT INTO member (workspace_id, member_id, user_id, role) VALUES ($1, gen_random_uuid(), 'u', 'owner')`,
    ]) {
      await expect(withWorkspace(one, tx => tx.execute(insert, [two]))).rejects.toMatchObject({
        code: "42501",
      });
      await expect(withoutWorkspace(tx => tx.execute(insert, [two]))).rejects.toMatchObject({
        code: "42501",
      });
    }
  });

  test("cannot append to another workspace's log", async () => {
    const [one = "", two = ""] = tenants;
    const trajectory = {
      i: 1,
      create: true,
      client: null,
      id: uuidv7(),
      ord: 1,
      task: "t",
      hash: uuidv7(),
      status: "running",
      tags: [],
    };
    const foreign = withWorkspace(one, tx =>
      tx.query(
        `SELECT append_records($1::uuid, 1, $2::json, '[]', '[]', '[]', '[]', '{1}', '{"{}"}',
                               '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
        [two, JSON.stringify([trajectory])],
      ),
    );
    await expect(foreign).rejects.toMatchObject({ code: "42501" });
  });

  test("cannot change or delete another workspace's rows: it does not see them", async () => {
    const [one = "", two = ""] = tenants;
    const changed = await withWorkspace(one, async tx => [
      await tx.execute("UPDATE queue SET overlap = 9 WHERE workspace_id = $1", [two]),
      await tx.execute("DELETE FROM api_key WHERE workspace_id = $1", [two]),
      await tx.execute("UPDATE fact SET to_seq = 1 WHERE workspace_id = $1", [two]),
    ]);
    expect(changed).toEqual([0, 0, 0]);
  });

  test.each([
    "UPDATE step SET body = ''",
    "DELETE FROM preference",
    "UPDATE fact SET wins = 9",
    "DELETE FROM fact",
    "UPDATE snapshot SET rows = 0",
    "TRUNCATE trajectory",
    "ALTER TABLE step DISABLE ROW LEVEL SECURITY",
    "SET LOCAL ROLE espalier_owner",
  ])("is refused: %s", async statement => {
    await expect(withWorkspace(tenants[0] ?? "", tx => tx.execute(statement))).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("cannot be opened for what is no UUID", () => {
    expect(() => withWorkspace("'; SET ROLE espalier_owner; --", async () => null)).toThrow(TypeError);
  });
});

test("the owner itself sees tenants' rows in the look-up tables only", async () => {
  const open: string[] = [];
  for (const table of await tenantTables()) {
    const [row] = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    if (row?.n !== 0) open.push(table);
  }
  expect(open.sort()).toEqual(["api_key", "workspace"]);
});
