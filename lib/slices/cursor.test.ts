import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "#lib/slices/cursor.ts";

const cursors = fc.record({
  ref: fc.nat().map(seq => `main@${seq}`),
  key: fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.nat()), { maxLength: 3 }),
});
const questions = fc.array(fc.string(), { minLength: 1, maxLength: 4 });

describe("a cursor", () => {
  test("says again what it was made of, to the same question", () => {
    fc.assert(
      fc.property(cursors, questions, (cursor, question) => {
        expect(decodeCursor(encodeCursor(cursor, question), question)).toEqual(cursor);
      }),
    );
  });

  test("is refused with any one bit turned over, and cut or lengthened anywhere", () => {
    const question = ["workspace", "trajectories", "wins > 0"];
    const whole = Buffer.from(encodeCursor({ ref: "main@12", key: ["a", 3] }, question), "base64url");
    const refused = (bytes: Uint8Array) =>
      expect(() => decodeCursor(Buffer.from(bytes).toString("base64url"), question)).toThrow(
        expect.objectContaining({ family: "invalid", code: "invalid_cursor", field: "cursor" }),
      );
    for (let at = 0; at < whole.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const turned = Buffer.from(whole);
        turned[at] = (turned[at] ?? 0) ^ (1 << bit);
        refused(turned);
      }
      refused(whole.subarray(0, at));
    }
    refused(Buffer.concat([whole, Buffer.from([0])]));
  });

  test("is refused in any other spelling of the same bytes, and where it is no base64", () => {
    const question = ["workspace"];
    const cursor = encodeCursor({ ref: "main@1", key: [] }, question);
    for (const other of [`${cursor}=`, ` ${cursor}`, `${cursor}\n`, "", "%%%", "x".repeat(2000)])
      expect(() => decodeCursor(other, question)).toThrow(
        expect.objectContaining({ code: "invalid_cursor" }),
      );
  });

  test("is refused by every other question, however alike it is spelled", () => {
    fc.assert(
      fc.property(cursors, questions, questions, (cursor, question, other) => {
        fc.pre(JSON.stringify(question) !== JSON.stringify(other));
        expect(() => decodeCursor(encodeCursor(cursor, question), other)).toThrow();
      }),
    );
    const cursor = encodeCursor({ ref: "main@1", key: [] }, ["a", "b"]);
    expect(() => decodeCursor(cursor, ["a,b"])).toThrow();
    expect(() => decodeCursor(cursor, ["b", "a"])).toThrow();
  });
});
