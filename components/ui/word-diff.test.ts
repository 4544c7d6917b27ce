import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differingWords, wordsOf } from "./word-diff.ts";

describe("words that differ", () => {
  test("only what the other side lacks is marked", () => {
    const a = wordsOf("The fare is **refunded** today.");
    const b = wordsOf("The fare is cancelled today");
    expect(differingWords(a, b)).toEqual({
      a: [false, false, false, true, false],
      b: [false, false, false, true, false],
    });
  });

  test("texts with little in common are not marked at all", () => {
    expect(differingWords(wordsOf("one two three four"), wordsOf("five six seven one"))).toBeNull();
  });

  test("unmarked words of both sides are the same sequence", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const marks = differingWords(a, b);
        if (!marks) return;
        expect(a.filter((_, i) => !marks.a[i])).toEqual(b.filter((_, i) => !marks.b[i]));
      }),
    );
  });
});
