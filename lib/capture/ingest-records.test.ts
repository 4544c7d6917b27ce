import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { ingestLines } from "#lib/capture/ingest-records.ts";
import type { Endpoint } from "#lib/http/endpoint.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { callRoute } from "#lib/http/testing.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { resolvePrincipal } from "#lib/workspaces/resolve-principal.ts";

/** Through the API's door and back out of it. */

useTestDatabase();
let made = 0;

interface Door {
  ws: string;
  headers: Record<string, string>;
}

async function freshDoor(): Promise<Door> {
  made += 1;
  const { workspace, key } = await createWorkspace({ name: `w-${made}` });
  return { ws: workspace, headers: { authorization: `Bearer ${key}` } };
}

function endpoint(name: string): Endpoint {
  const found = endpoints.find(one => `${one.method} ${one.path}` === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

const appendRoute = endpoint("post /workspaces/{ws}/trajectories");
const listRoute = endpoint("get /workspaces/{ws}/trajectories");
const readRoute = endpoint("get /workspaces/{ws}/trajectories/{trajectoryId}");

async function post({ ws, headers }: Door, body: BodyInit) {
  const response = await callRoute(appendRoute, { params: { ws }, headers, body });
  return { status: response.status, body: await response.json() };
}

async function postLines({ ws, headers }: Door, body: BodyInit) {
  const response = await callRoute(appendRoute, {
    params: { ws },
    headers: { ...headers, "content-type": "application/x-ndjson" },
    body,
  });
  const text = await response.text();
  return text
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line));
}

async function count({ ws, headers }: Door): Promise<number> {
  const response = await callRoute(listRoute, { params: { ws }, headers, query: "?count=exact&limit=1" });
  return (await response.json()).total;
}

async function readText({ ws, headers }: Door, trajectoryId: string): Promise<string> {
  const response = await callRoute(readRoute, { params: { ws, trajectoryId }, headers });
  expect(response.status).toBe(200);
  return response.text();
}

const run = (id: string, more: object = {}) => ({ id, task: "t", ...more });

describe("a JSON body", () => {
  test("lands as a whole, and says what each record became", async () => {
    const door = await freshDoor();
    const batch = [
      { type: "trajectory", ...run("a"), steps: [{ role: "user", content: "hi" }] },
      { type: "reward", id: "r", trajectoryId: "a", name: "x", value: 0.5, rater: "env:e" },
    ];
    const first = await post(door, JSON.stringify(batch));
    expect(first.status).toBe(201);
    expect(
      first.body.items.map((item: { type: string; status: string }) => [item.type, item.status]),
    ).toEqual([
      ["trajectory", "created"],
      ["step", "created"],
      ["reward", "created"],
    ]);
    const again = await post(door, JSON.stringify(batch));
    expect(again.status).toBe(200);
    expect(again.body.seq).toBe(first.body.seq);
    expect(new Set(again.body.items.map((item: { status: string }) => item.status))).toEqual(
      new Set(["unchanged"]),
    );
  });

  test.each([
    ["an unknown field", [run("a"), run("b", { nonsense: 1 })], "unknown_field", "[1].nonsense"],
    [
      "an unknown field of a step",
      run("a", { steps: [{ role: "user", content: "", x: 1 }] }),
      "unknown_field",
      "steps[0].x",
    ],
    [
      "a privileged extra",
      run("a", { workspaceId: "x", seq: 1, excluded: true }),
      "unknown_field",
      "workspaceId",
    ],
    ["a bad role", run("a", { steps: [{ role: "robot", content: "" }] }), "invalid_input", "steps[0].role"],
    ["a NUL in a name", run("a\u0000"), "invalid_input", "id"],
    [
      "a year that no calendar has",
      run("a", { startedAt: "0000-01-01T00:00:00Z" }),
      "invalid_input",
      "startedAt",
    ],
    [
      "an offset that no place has",
      run("a", { startedAt: "2026-01-01T00:00:00+23:59" }),
      "invalid_input",
      "startedAt",
    ],
    [
      "tokens beyond counting",
      run("a", { steps: [{ role: "user", content: "", completionTokens: 9e15 }] }),
      "invalid_input",
      "steps[0].completionTokens",
    ],
    ["a number for an object", run("a", { metadata: 1.5 }), "invalid_input", "metadata"],
    ["no record at all", [], "invalid_input", "body"],
  ])("with %s lands nothing, and names the place", async (_, body, code, field) => {
    const door = await freshDoor();
    const answer = await post(door, JSON.stringify(body));
    expect(answer).toMatchObject({ status: 400, body: { code, field } });
    expect(await count(door)).toBe(0);
  });

  test("with a number kept as text where an object belongs is refused as well", async () => {
    const answer = await post(await freshDoor(), '{"id":"a","task":"t","metadata":1.0}');
    expect(answer).toMatchObject({ status: 400, body: { field: "metadata" } });
  });

  test("with one record that the log refuses lands none", async () => {
    const door = await freshDoor();
    await post(door, JSON.stringify(run("a")));
    const conflict = await post(door, JSON.stringify([run("b"), run("a", { task: "another" })]));
    expect(conflict).toMatchObject({ status: 409, body: { code: "trajectory_conflict" } });
    const dangling = { type: "outcome", trajectoryId: "nowhere", status: "success" };
    expect(await post(door, JSON.stringify([run("c"), dangling]))).toMatchObject({
      status: 404,
      body: { code: "trajectory_not_found" },
    });
    expect(await count(door)).toBe(1);
  });

  test.each([
    ["deep arrays", `{"id":"a","task":"t","metadata":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`],
    ["deep objects", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["no end", '{"id":"a"'],
    ["a trailing comma", '[{"id":"a","task":"t"},]'],
  ])("of %s is refused as JSON", async (_, text) => {
    expect(await post(await freshDoor(), text)).toMatchObject({
      status: 400,
      body: { code: "invalid_json" },
    });
  });
});

describe("NDJSON", () => {
  test("gives each line its result in order, and lands the good ones", async () => {
    const door = await freshDoor();
    const lines = [
      JSON.stringify(run("a")),
      "{nope",
      JSON.stringify(run("b", { nonsense: 1 })),
      "",
      JSON.stringify({ type: "step", trajectoryId: "a", idx: 0, role: "user", content: "hi" }),
      JSON.stringify({ type: "outcome", trajectoryId: "nowhere", status: "success" }),
      JSON.stringify(run("a", { task: "another" })),
      "[".repeat(100_000),
      JSON.stringify(run("a")),
    ];
    const results = await postLines(door, lines.join("\n"));
    expect(results.map(({ line, status, code }) => [line, status, code])).toEqual([
      [1, "created", undefined],
      [2, "refused", "invalid_json"],
      [3, "refused", "unknown_field"],
      [5, "created", undefined],
      [6, "refused", "trajectory_not_found"],
      [7, "refused", "trajectory_conflict"],
      [8, "refused", "invalid_json"],
      [9, "unchanged", undefined],
    ]);
    expect(results[0].trajectoryId).toBe(results[3].trajectoryId);
    expect(await count(door)).toBe(1);
  });

  test("refuses a line that is no UTF-8, and takes the lines around it", async () => {
    const door = await freshDoor();
    const bytes = Buffer.concat([
      Buffer.from(`${JSON.stringify(run("a"))}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`${JSON.stringify(run("b"))}\n`),
    ]);
    const results = await postLines(door, bytes);
    expect(results.map(({ line, status, code }) => [line, status, code])).toEqual([
      [1, "created", undefined],
      [2, "refused", "invalid_utf8"],
      [3, "created", undefined],
    ]);
  });

  test("takes thousands of lines that arrive in any pieces", async () => {
    const door = await freshDoor();
    const bytes = Buffer.from(
      Array.from({ length: 3_000 }, (_, at) => `${JSON.stringify(run(`é-${at}`))}\n`).join(""),
    );
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 1_013) yield bytes.subarray(at, at + 1_013);
    }
    const context = await resolvePrincipal(new Headers(door.headers), door.ws);
    const results = await Array.fromAsync(ingestLines(context, pieces()));
    expect(results.map(result => result.line)).toEqual(Array.from({ length: 3_000 }, (_, at) => at + 1));
    expect(await count(door)).toBe(3_000);
  });
});

describe("what was sent comes back", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u0000", "\ud800", "\udfff\ud800", "\\u0000", "\u2028", "</script>", "\ufeff"),
  );

  test("exactly, in every text of a step and a title: NUL, lone surrogates, whatever", async () => {
    const door = await freshDoor();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ title: anyText, content: anyText, reasoning: anyText, arguments: anyText, key: anyText }),
        fc.uuid(),
        async (texts, id) => {
          const name = texts.arguments === "" ? "tool" : texts.arguments.slice(0, 600);
          const steps = [
            {
              role: "assistant",
              content: texts.content,
              reasoning: texts.reasoning,
              toolCalls: [{ id: texts.content, name, arguments: texts.arguments }],
              metadata: { [texts.key]: [texts.content] },
            },
            { role: "tool", content: texts.content, name: texts.reasoning, toolCallId: texts.content },
          ];
          const { status, body } = await post(door, JSON.stringify(run(id, { title: texts.title, steps })));
          expect([status, body.detail]).toEqual([201, undefined]);
          const found = JSON.parse(await readText(door, body.items[0].id));
          expect(found.title).toBe(texts.title);
          expect(found.steps).toEqual(steps.map((step, idx) => ({ idx, ...step })));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("with the exact text of a tool call's arguments, however it is spelled", async () => {
    const door = await freshDoor();
    const spellings = [
      '{ "b":1.0, "a" : 2 }',
      '{"a":1,"a":2}',
      '{"n":1e400}',
      "not json",
      "",
      '{"\\u0061":1}',
    ];
    const steps = [
      { role: "assistant", content: "", toolCalls: spellings.map(text => ({ name: "f", arguments: text })) },
    ];
    const { body } = await post(door, JSON.stringify(run("a", { steps })));
    const found = JSON.parse(await readText(door, body.items[0].id));
    expect(found.steps[0].toolCalls.map((call: { arguments: string }) => call.arguments)).toEqual(spellings);
  });

  test("with arguments that were sent as an object as their JSON text, numbers as they stood", async () => {
    const door = await freshDoor();
    const { body } = await post(
      door,
      '{"id":"a","task":"t","steps":[{"role":"assistant","content":"","toolCalls":[{"name":"f","arguments":{"b":1.0,"a":12345678901234567890}}]}]}',
    );
    const found = JSON.parse(await readText(door, body.items[0].id));
    expect(found.steps[0].toolCalls[0].arguments).toBe('{"b":1.0,"a":12345678901234567890}');
  });

  test("with numbers of metadata in their own spelling, and keys that JavaScript gives a meaning", async () => {
    const door = await freshDoor();
    const metadata =
      '{"a":1.0,"b":-0,"c":1e400,"d":12345678901234567890,"__proto__":{"x":1},"constructor":2}';
    const { status, body } = await post(door, `{"id":"a","task":"t","metadata":${metadata}}`);
    expect(status).toBe(201);
    expect(await readText(door, body.items[0].id)).toContain(`"metadata":${metadata}`);
  });
});
