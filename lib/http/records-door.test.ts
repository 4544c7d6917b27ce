import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { handleRecords } from "#lib/http/records-door.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";

useTestDatabase();
let server: Server;
let base: string;
let authorization: string;

beforeAll(async () => {
  authorization = `Bearer ${(await createWorkspace({ name: "mine" })).key}`;
  server = createServer(async (request, response) => {
    if (!(await handleRecords(request, response))) response.writeHead(418).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  base = typeof address === "object" ? `http://127.0.0.1:${address?.port}/api/v1/workspaces` : "";
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
});

const record = JSON.stringify({ id: "run", task: "t", steps: [{ role: "user", content: "hi" }] });

function post(ws: string, headers: Record<string, string>, body: string | ReadableStream): Promise<Response> {
  const url = `${base}/${ws}/trajectories`;
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
  return fetch(url, typeof body === "string" ? init : Object.assign(init, { duplex: "half" }));
}

test("appends records, once", async () => {
  const first = await post("mine", { authorization }, record);
  expect(first.status).toBe(201);
  const { items } = await first.json();
  expect(items).toMatchObject([
    { type: "trajectory", clientId: "run", status: "created" },
    { type: "step", status: "created" },
  ]);
  expect((await post("mine", { authorization }, record)).status).toBe(200);
});

test.each([
  ["not JSON", "mine", "{", 400, "invalid_json"],
  ["no record", "mine", '{"task": 5}', 400, "invalid_input"],
  ["another workspace", "theirs", record, 404, "workspace_not_found"],
])("answers %s with a problem", async (_what, ws, body, status, code) => {
  const answer = await post(ws, { authorization }, body);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
});

test("answers an unknown key with a problem", async () => {
  expect((await post("mine", { authorization: "Bearer no" }, record)).status).toBe(401);
});

test("leaves sessions, NDJSON, odd names and bodies without a length to the next door", async () => {
  expect((await post("mine", { cookie: "a=b" }, record)).status).toBe(418);
  const ndjson = { authorization, "content-type": "application/x-ndjson" };
  expect((await post("mine", ndjson, record)).status).toBe(418);
  expect((await post("mine", { authorization }, new Blob([record]).stream())).status).toBe(418);
  expect((await post("%ff", { authorization }, record)).status).toBe(418);
  expect((await fetch(`${base}/mine/trajectories`, { headers: { authorization } })).status).toBe(418);
});
