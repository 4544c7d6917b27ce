import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe("the roles of a prepared cluster", () => {
  test("the app's login is no superuser, cannot pass by row-level security and owns no table", async () => {
    const roles = await ask(
      database.appUrl,
      "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname IN ('espalier', 'espalier_app')",
    );
    const powerless = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(roles).toEqual([powerless, powerless]);
    expect(
      await ask(database.appUrl, "SELECT 1 FROM pg_tables WHERE tableowner IN ('espalier', 'espalier_app')"),
    ).toEqual([]);
  });

  test("the app's login may become the app's role, and may not create tables", async () => {
    const asRole = `${database.appUrl}?options=${encodeURIComponent("-c role=espalier_app")}`;
    expect(await ask(asRole, "SELECT current_user AS me")).toEqual([{ me: "espalier_app" }]);
    await expect(ask(database.appUrl, "CREATE TABLE public.planted (id int)")).rejects.toThrow(
      "permission denied",
    );
  });

  test("the owner owns the database and may create in it", async () => {
    const rows = await ask(
      database.ownerUrl,
      "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()",
    );
    expect(rows).toEqual([{ owner: "espalier_owner" }]);
    await ask(database.ownerUrl, "CREATE TABLE public.own (id int)");
  });
});

test("two clones do not see each other's tables", async () => {
  const other = await cloneDatabase();
  try {
    await ask(other.ownerUrl, "CREATE TABLE public.elsewhere (id int)");
    await expect(ask(database.ownerUrl, "SELECT * FROM public.elsewhere")).rejects.toThrow("does not exist");
  } finally {
    await other.drop();
  }
});
