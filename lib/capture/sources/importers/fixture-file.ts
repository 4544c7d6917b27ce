import { readFile } from "node:fs/promises";
import type { SourceFile } from "./source-file.ts";

/** Test files: bytes in memory as a source file, and where the fixtures and the real data lie. */

export function fileOf(content: string | Uint8Array, name = "test"): SourceFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, sizeBytes: bytes.length, slice: async (start, end) => bytes.slice(start, end) };
}

export const fixtures = new URL("./fixtures/", import.meta.url);

export async function fixtureFile(name: string): Promise<SourceFile> {
  return fileOf(await readFile(new URL(name, fixtures)), name);
}

export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
