import { beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import type { Endpoint } from "#lib/http/endpoint.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { callRoute } from "#lib/http/testing.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";

/** Whatever stands in a path, a query or a body: an answer below 500, with a problem that says what is wrong. */

useTestDatabase();
let headers: Record<string, string>;

beforeAll(async () => {
  headers = { authorization: `Bearer ${(await createWorkspace({ name: "mine" })).key}` };
});

const routes = endpoints.filter(endpoint => endpoint.answer !== "bytes" && endpoint.scopes !== "public");
const named = (list: readonly Endpoint[]) => list.map(one => [`${one.method} ${one.path}`, one] as const);
const paramsOf = ({ path }: Endpoint) => [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? "");
const sound: Record<string, string> = {
  ws: "mine",
  queue: "default",
  version: "latest",
  recipe: "dpo",
  corpus: "none",
  branch: "none",
  no: "1",
  number: "1",
};
const odd = [
  "x",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "../..",
  "%00",
  "'; --",
  "x".repeat(5_000),
  "",
  "__proto__",
];

test.each(named(routes.filter(route => paramsOf(route).length > 0)))(
  "%s answers odd names without an error of its own",
  async (_, route) => {
    for (const param of paramsOf(route)) {
      for (const value of odd) {
        const params = { ...sound, [param]: value };
        const response = await callRoute(route, { params, headers, body: '{"role":"owner"}' });
        expect([param, value, response.status < 500]).toEqual([param, value, true]);
      }
    }
  },
);

test.each(named(routes.filter(route => route.query)))(
  "%s refuses a query that it does not know",
  async (_, route) => {
    for (const query of ["?nonsense=1", "?at=main&at=main", "?__proto__=1", "?toString=1"]) {
      const response = await callRoute(route, { params: sound, headers, query, body: "" });
      expect([query, response.status]).toEqual([query, 400]);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
  },
);

/** Only people label; their bodies are parsed after that. */
const ofPrograms = routes.filter(route => route.body && !route.path.includes("{queue}"));

test.each(named(ofPrograms))("%s refuses a body that is none", async (_, route) => {
  const post = async (body: BodyInit) => {
    const response = await callRoute(route, { params: sound, headers, body });
    return { status: response.status, ...(await response.json()) };
  };
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(await post(deep)).toMatchObject({ status: 400, code: "invalid_json" });
  expect(await post(`{"a":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`)).toMatchObject({ status: 400 });
  expect(await post("{nope")).toMatchObject({ status: 400, code: "invalid_json" });
  expect(await post(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({ status: 400, code: "invalid_utf8" });
  for (const body of ["null", "1", '"text"', "[]", '{"workspaceId":"x","isAdmin":true}']) {
    const { status, detail } = await post(body);
    expect([body, status]).toEqual([body, 400]);
    expect(detail).toEqual(expect.any(String));
  }
});
