import { expect, test } from "vitest";
import { parseJson } from "#lib/formats/json.ts";
import { promptHash, recordHash } from "./record-hash.ts";

test("a row has one hash however it is written", () => {
  const hash = recordHash(parseJson('{"b": [1.0, {"c": null}], "a": "é"}'));
  expect(hash).toMatch(/^[0-9a-f]{24}$/);
  expect(recordHash(parseJson('{"a":"\\u00e9","b":[1,{"c":null}]}'))).toBe(hash);
  expect(recordHash(parseJson('{"a":"é","b":[2,{"c":null}]}'))).not.toBe(hash);
});

test("a prompt's hash is the head of the sha256 of its text", () => {
  expect(promptHash("abc")).toBe("ba7816bf8f01cfea");
});
