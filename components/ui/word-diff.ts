/** Words beyond this are not compared: the table would take longer than a key press. */
const mostWords = 600;
/** Texts that have less than this share of words in common are simply different; marking every word helps nobody. */
const leastCommonShare = 0.3;

/** The words of a text, without the marks that Markdown puts around them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,:@/$%-]*/gu)?.map(bare) ?? [];
}

/** A word without the punctuation at its end, so that `done.` and `done` are one word. */
export function bare(word: string): string {
  return word.replace(/[.,:'’-]+$/u, "");
}

/**
 * Marks the words of two texts that the other does not have at that place, by a longest common subsequence.
 * @returns for each text a flag a word (true = differs), or null when the texts are too long or share too little.
 */
export function differingWords(
  a: readonly string[],
  b: readonly string[],
): { a: boolean[]; b: boolean[] } | null {
  if (a.length > mostWords || b.length > mostWords || a.length === 0 || b.length === 0) return null;
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  if (at(0, 0) < leastCommonShare * Math.max(a.length, b.length)) return null;
  const marks = { a: a.map(() => true), b: b.map(() => true) };
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      marks.a[i++] = false;
      marks.b[j++] = false;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return marks;
}
