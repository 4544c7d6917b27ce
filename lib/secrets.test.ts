import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ensureSecrets } from "./secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "espalier-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("are made once, for their owner's eyes only", () => {
  const home = join(folder, "deep", "home");
  const first = ensureSecrets(home);
  expect(ensureSecrets(home)).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(4);
  expect(statSync(home).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("that are damaged are reported, never replaced", () => {
  writeFileSync(join(folder, "secrets.json"), "{");
  expect(() => ensureSecrets(folder)).toThrow("is damaged");
  expect(statSync(join(folder, "secrets.json")).size).toBe(1);
});

test("need a folder", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => ensureSecrets(join(folder, "file", "home"))).toThrow("ESPALIER_HOME");
});
