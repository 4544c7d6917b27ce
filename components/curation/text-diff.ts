import { differingWords } from "#components/ui/word-diff.ts";

export interface DiffPart {
  kind: "same" | "removed" | "added";
  text: string;
}

/**
 * Two texts as one, by words: what both have, what went, what came. Joining the parts that are not `added` gives
 * `before`, joining those that are not `removed` gives `after`. Texts too long or too different to be compared word by
 * word differ as a whole between their common beginning and end.
 */
export function textDiff(before: string, after: string): DiffPart[] {
  const a = tokensOf(before);
  const b = tokensOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = diffTokens(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([
    { kind: "same", text: a.slice(0, start).join("") },
    ...middle,
    { kind: "same", text: a.slice(a.length - end).join("") },
  ]);
}

/** Words with the space before them, so that no word is found equal to a space. */
function tokensOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

function diffTokens(a: string[], b: string[]): DiffPart[] {
  const marks = differingWords(a, b) ?? { a: a.map(() => true), b: b.map(() => true) };
  const parts: DiffPart[] = [];
  let j = 0;
  const takeAdded = () => {
    for (; j < b.length && marks.b[j]; j++) parts.push({ kind: "added", text: b[j] ?? "" });
  };
  for (let i = 0; i < a.length; i++) {
    if (marks.a[i]) parts.push({ kind: "removed", text: a[i] ?? "" });
    else {
      takeAdded();
      parts.push({ kind: "same", text: a[i] ?? "" });
      j++;
    }
  }
  takeAdded();
  return parts;
}

function joined(parts: DiffPart[]): DiffPart[] {
  const runs: DiffPart[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.text === "") continue;
    if (last?.kind === part.kind) last.text += part.text;
    else runs.push({ ...part });
  }
  return runs;
}
