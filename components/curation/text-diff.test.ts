import fc from "fast-check";
import { expect, test } from "vitest";
import { textDiff } from "./text-diff.ts";

test("what went and what came stand at their places", () => {
  expect(textDiff("I will issue a certificate.", "I cannot issue a certificate.")).toEqual([
    { kind: "same", text: "I" },
    { kind: "removed", text: " will" },
    { kind: "added", text: " cannot" },
    { kind: "same", text: " issue a certificate." },
  ]);
});

test("both texts come back from their difference", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", " ", "\n", "word", "1.")).map(parts => parts.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = textDiff(before, after);
      const without = (kind: string) =>
        parts
          .filter(part => part.kind !== kind)
          .map(part => part.text)
          .join("");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});
