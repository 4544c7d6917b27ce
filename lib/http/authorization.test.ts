import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { createCorpus } from "#lib/corpora/create-corpus.ts";
import { handleFiles } from "#lib/files/handle.ts";
import type { Endpoint } from "#lib/http/endpoint.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { callRoute, testOrigin as origin, pathOf } from "#lib/http/testing.ts";
import { startJob } from "#lib/jobs/start-job.ts";
import { append } from "#lib/log/append.ts";
import type { Context } from "#lib/service/context.ts";
import { auth } from "#lib/workspaces/auth.ts";
import { createKey } from "#lib/workspaces/create-key.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { inviteMember } from "#lib/workspaces/invite-member.ts";
import { listKeys } from "#lib/workspaces/list-keys.ts";
import { listMembers } from "#lib/workspaces/list-members.ts";
import { removeMember } from "#lib/workspaces/remove-member.ts";
import { type Role, roleScopes, roles, type Scope, scopes } from "#lib/workspaces/schemas.ts";
import { freshWorkspace } from "#lib/workspaces/testing.ts";

/** Every door of the API, by everybody who may come to it. A door that is not in the list fails `endpoints.test.ts`. */

useTestDatabase();
let byteServer: Server;
let byteOrigin: string;
let mine: Context;
const keys = new Map<Scope, string>();
const cookies = new Map<Role, string>();
let foreignKey: string;

beforeAll(async () => {
  mine = await freshWorkspace("mine");
  foreignKey = (await createWorkspace({ name: "theirs" })).key;
  for (const scope of scopes) {
    keys.set(scope, (await createKey(mine, { name: scope, scopes: [scope] })).key);
  }
  for (const role of roles) cookies.set(role, await signIn(role));
  byteServer = createServer(async (request, response) => {
    if (!(await handleFiles(request, response))) response.writeHead(599).end();
  });
  await new Promise<void>(done => byteServer.listen(0, "127.0.0.1", done));
  const address = byteServer.address();
  byteOrigin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

afterAll(async () => {
  await new Promise(done => byteServer.close(done));
});

async function signIn(role: Role, email = `${role}@example.com`): Promise<string> {
  const { initialPassword } = await inviteMember(mine, { email, name: role, role });
  const { headers } = await auth().api.signInEmail({
    body: { email, password: initialPassword ?? "" },
    returnHeaders: true,
  });
  return headers
    .getSetCookie()
    .map(cookie => cookie.split(";")[0])
    .join("; ");
}

const name = ({ method, path }: Endpoint) => `${method} ${path}`;
const ofWorkspace = endpoints.filter(endpoint => endpoint.path.includes("{ws}"));
const unknownId = "00000000-0000-7000-8000-000000000000";

/** Names that point at nothing, so that no call changes anything that another relies on. */
const values: Record<string, string> = {
  trajectoryId: unknownId,
  comparisonId: unknownId,
  jobId: unknownId,
  queue: "default",
  corpus: "none",
  version: "latest",
  path: "data/none.parquet",
  recipe: "dpo",
  keyId: "0000000000000000",
  memberId: unknownId,
  branch: "none",
  no: "1",
  number: "1",
  recordId: unknownId,
};

/** Bodies that get as far as looking for what the path names; elsewhere nonsense, which changes nothing. */
const bodies: Record<string, unknown> = {
  "patch /workspaces/{ws}/members/{memberId}": { role: "labeler" },
  "post /workspaces/{ws}/corpora/{corpus}/snapshots": {},
};

async function call(
  endpoint: Endpoint,
  headers: Record<string, string>,
  workspace = "mine",
): Promise<Response> {
  const params = { ...values, ws: workspace };
  if (endpoint.answer === "bytes") {
    return fetch(`${byteOrigin}${pathOf(endpoint, params)}`, { method: endpoint.method, headers });
  }
  const body = JSON.stringify(bodies[name(endpoint)] ?? { nonsense: 1 });
  return callRoute(endpoint, { params, headers, body });
}

async function answer(response: Response): Promise<{ status: number; code: string | null; body: string }> {
  const body = await response.text();
  const code = /"code":"(\w+)"/.exec(body)?.[1] ?? null;
  return { status: response.status, code, body };
}

const bearer = (key = "") => ({ authorization: `Bearer ${key}` });

describe.each(ofWorkspace.map(endpoint => [name(endpoint), endpoint] as const))("%s", (_, endpoint) => {
  test("asks somebody without credentials to sign in, whether the workspace exists or not", async () => {
    const found = await answer(await call(endpoint, {}));
    expect(found).toMatchObject({ status: 401, code: "no_credentials" });
    expect(await answer(await call(endpoint, {}, "nowhere"))).toEqual(found);
  });

  test("refuses a key that is made up, cut short, or no key at all", async () => {
    const [key = ""] = keys.values();
    const wrong = `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`;
    for (const headers of [
      bearer(wrong),
      bearer(key.slice(0, -1)),
      bearer("x"),
      { authorization: "Basic abc" },
    ]) {
      expect(await answer(await call(endpoint, headers))).toMatchObject({ status: 401, code: "invalid_key" });
    }
  });

  test("tells a key of another workspace what it tells of a workspace that does not exist", async () => {
    const theirs = await answer(await call(endpoint, bearer(foreignKey)));
    const nowhere = await answer(await call(endpoint, bearer(foreignKey), "nowhere"));
    expect(theirs).toMatchObject({ status: 404, code: "workspace_not_found" });
    expect(theirs.body.replaceAll("mine", "nowhere")).toBe(nowhere.body);
  });

  test.each(scopes)("opens to the scope %s exactly where it is listed", async scope => {
    const { status, code } = await answer(await call(endpoint, bearer(keys.get(scope))));
    if (endpoint.scopes.includes(scope)) {
      expect(code).not.toBe("workspace_not_found");
      expect(status).toBeLessThan(500);
      // A key may hold the scope to label, and still be no person.
      if (status === 403) expect(code).toBe("members_only");
      else expect(status).not.toBe(401);
    } else {
      expect([status, code]).toEqual([403, "missing_scope"]);
    }
  });

  test.each(roles)("opens to the role %s exactly where its scopes are listed", async role => {
    const headers = { cookie: cookies.get(role) ?? "", origin, host: "127.0.0.1:3000" };
    const { status, code } = await answer(await call(endpoint, headers));
    if (roleScopes[role].some(scope => endpoint.scopes.includes(scope))) {
      expect(status).toBeLessThan(500);
      expect([401, 403]).not.toContain(status);
    } else {
      expect([status, code]).toEqual([403, "missing_scope"]);
    }
  });

  test("tells a member of another workspace that this one does not exist", async () => {
    const headers = { cookie: cookies.get("owner") ?? "", origin, host: "127.0.0.1:3000" };
    expect(await answer(await call(endpoint, headers, "theirs"))).toMatchObject({
      status: 404,
      code: "workspace_not_found",
    });
  });
});

describe.each(
  ofWorkspace
    .filter(endpoint => endpoint.method !== "get")
    .map(endpoint => [name(endpoint), endpoint] as const),
)("a session at %s", (_, endpoint) => {
  const session = () => ({ cookie: cookies.get("owner") ?? "", host: "127.0.0.1:3000" });

  test("is refused from another site, from a page without an origin, and without the header", async () => {
    const others: Record<string, string>[] = [
      { origin: "https://elsewhere.example" },
      { origin: "null" },
      {},
    ];
    for (const foreign of others) {
      expect(await answer(await call(endpoint, { ...session(), ...foreign }))).toMatchObject({
        status: 403,
        code: "foreign_origin",
      });
    }
  });
});

test("an id of another workspace is answered as one that does not exist, at every door", async () => {
  const others = await freshWorkspace("others");
  const { workspaceId } = others;
  const { records } = await append(workspaceId, [
    { type: "trajectory", id: "a", task: "t", steps: [{ role: "user", content: "secret" }] },
    { type: "trajectory", id: "b", task: "t" },
    { type: "comparison", id: "c", aTrajectoryId: "a", bTrajectoryId: "b" },
  ]);
  const { memberId } = await inviteMember(others, { email: "o@example.com", name: "O", role: "owner" });
  const foreign: Record<string, string> = {
    trajectoryId: records[0]?.id ?? "",
    comparisonId: records.at(-1)?.id ?? "",
    jobId: (await startJob(others, { kind: "judge", title: "Judge", input: {} })).jobId,
    keyId: (await createKey(others, { name: "k", scopes: ["read"] })).keyId,
    corpus: (await createCorpus(others, { name: "secret", filter: "votes > 0", recipe: "dpo" })).corpus,
    memberId,
  };
  const known = { ...values };
  for (const endpoint of ofWorkspace) {
    for (const param of Object.keys(foreign).filter(one => endpoint.path.includes(`{${one}}`))) {
      const headers = { cookie: cookies.get("owner") ?? "", origin, host: "127.0.0.1:3000" };
      Object.assign(values, known);
      const unknown = await answer(await call(endpoint, headers));
      Object.assign(values, known, { [param]: foreign[param] });
      const asked = await answer(await call(endpoint, headers));
      expect([
        name(endpoint),
        asked.status,
        asked.body.replaceAll(foreign[param] ?? "", known[param] ?? ""),
      ]).toEqual([name(endpoint), unknown.status, unknown.body]);
    }
  }
  Object.assign(values, known);
  expect((await listMembers(others)).map(member => member.role)).toEqual(["owner"]);
  expect((await listKeys(others)).filter(key => key.revokedAt !== null)).toEqual([]);
});

test("a labeler's scopes are to label and nothing else", () => {
  expect(roleScopes.labeler).toEqual(["label"]);
});

test("the list of workspaces shows a key its own, a member theirs, and nobody else any", async () => {
  const list = endpoints.find(one => name(one) === "get /workspaces");
  if (!list) throw new Error("the endpoint of workspaces is missing");
  const ask = async (headers: Record<string, string>) => {
    const response = await call(list, headers);
    return { status: response.status, body: await response.json() };
  };
  expect((await ask({})).status).toBe(401);
  expect((await ask(bearer(foreignKey))).body.items).toMatchObject([{ workspace: "theirs" }]);
  expect((await ask({ cookie: cookies.get("labeler") ?? "" })).body.items).toMatchObject([
    { workspace: "mine", role: "labeler" },
  ]);
});

test("a key that is revoked or has expired is refused at its next request", async () => {
  const endpoint = endpoints.find(one => name(one) === "get /workspaces/{ws}/keys");
  const revoke = endpoints.find(one => name(one) === "delete /workspaces/{ws}/keys/{keyId}");
  if (!endpoint || !revoke) throw new Error("the endpoints of keys are missing");
  const { key, keyId } = await createKey(mine, { name: "short-lived", scopes: ["admin"] });
  expect((await call(endpoint, bearer(key))).status).toBe(200);
  values.keyId = keyId;
  expect((await call(revoke, bearer(key))).status).toBe(200);
  expect(await answer(await call(endpoint, bearer(key)))).toMatchObject({ status: 401, code: "revoked_key" });
  const late = await createKey(mine, { name: "late", scopes: ["admin"], expiresAt: "2020-01-01T00:00:00Z" });
  expect(await answer(await call(endpoint, bearer(late.key)))).toMatchObject({
    status: 401,
    code: "expired_key",
  });
});

test("a member who is removed is out at the next request, though the session lives", async () => {
  const cookie = await signIn("trainer", "leaving@example.com");
  const read = endpoints.find(one => name(one) === "get /workspaces/{ws}");
  if (!read) throw new Error("the endpoint of a workspace is missing");
  expect((await call(read, { cookie })).status).toBe(200);
  const leaving = (await listMembers(mine)).find(member => member.email === "leaving@example.com");
  await removeMember(mine, leaving?.memberId ?? "");
  expect(await answer(await call(read, { cookie }))).toMatchObject({
    status: 404,
    code: "workspace_not_found",
  });
});

test("whoever may judge may follow and stop a judging", async () => {
  const job = (method: string) =>
    endpoints.find(one => name(one) === `${method} /workspaces/{ws}/jobs/{jobId}`);
  const [follow, stop] = [job("get"), job("delete")];
  if (!follow || !stop) throw new Error("the endpoints of a job are missing");
  const judging = await startJob(mine, { kind: "judge", title: "Judge", input: {} });
  const importing = await startJob(mine, { kind: "import", title: "Import", input: {} });
  const headers = bearer(keys.get("curate"));
  values.jobId = judging.jobId;
  expect((await call(follow, headers)).status).toBe(200);
  expect(await answer(await call(stop, bearer(keys.get("ingest"))))).toMatchObject({ status: 403 });
  expect((await call(stop, headers)).status).toBe(200);
  expect(await answer(await call(stop, headers))).toMatchObject({ status: 409, code: "job_over" });
  values.jobId = importing.jobId;
  expect(await answer(await call(stop, headers))).toMatchObject({ status: 403, code: "missing_scope" });
});
