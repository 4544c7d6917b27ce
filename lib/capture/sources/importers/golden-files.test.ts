import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { decodeFile } from "./decode-file.ts";
import { allOf, fixtureFile, fixtures } from "./fixture-file.ts";

const twin = ".expected.json";
const names = readdirSync(fixtures).filter(name => !name.endsWith(twin));

describe("every fixture decodes to its twin", () => {
  test.each(names)("%s", async name => {
    const { decoder, rows } = await decodeFile(await fixtureFile(name));
    const decoded: unknown = JSON.parse(JSON.stringify({ format: decoder.format, rows: await allOf(rows) }));
    const expected: unknown = JSON.parse(await readFile(new URL(name + twin, fixtures), "utf8"));
    expect(decoded).toEqual(expected);
  });
});
