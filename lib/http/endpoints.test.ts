import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { endpoints } from "#lib/http/endpoints.ts";
import { openApiDocument } from "#lib/http/openapi.ts";

/** Served in front of the routes, by `lib/files/handle.ts`. */
const byteDoors = ["manifest", "files/{path}"].map(
  tail => `get /workspaces/{ws}/corpora/{corpus}/snapshots/{version}/${tail}`,
);

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

async function doors(): Promise<string[]> {
  const found: string[] = [];
  for (const file of globSync("app/api/v1/**/route.{ts,tsx}")) {
    // What no other route takes is told that nothing is there.
    if (file.includes("[...")) continue;
    const path = file.slice("app/api/v1".length, file.lastIndexOf("/")).replaceAll(/\[(\w+)\]/g, "{$1}");
    const exported = Object.keys(await import(pathToFileURL(file).href));
    found.push(
      ...exported.filter(name => methods.includes(name)).map(method => `${method.toLowerCase()} ${path}`),
    );
  }
  return found;
}

test("the list of endpoints is the routes that exist, and the byte doors", async () => {
  const listed = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(listed.toSorted()).toEqual([...(await doors()), ...byteDoors].sort());
  expect(new Set(listed).size).toBe(listed.length);
});

test("the OpenAPI document names every endpoint once, each by an id of its own", () => {
  const operations = Object.values(openApiDocument().paths ?? {}).flatMap(path => Object.values(path));
  expect(operations).toHaveLength(endpoints.length);
  expect(new Set(operations.map(operation => operation.operationId)).size).toBe(endpoints.length);
});
