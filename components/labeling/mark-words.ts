import { bare } from "#components/ui/word-diff.ts";

/** As much of a rendered Markdown tree (hast) as is walked here. */
interface TreeNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: TreeNode[];
}

/** Rendering drops some words of the source (addresses of links, say); so far ahead the next one is looked for. */
const lookAhead = 12;

/**
 * A rehype plugin that wraps the words that differ in `mark`. Words of the source are found again in order in what
 * was rendered; neighbours that both differ share one mark.
 */
export function markWords(words: readonly string[], differs: readonly boolean[]) {
  return () => (tree: TreeNode) => {
    let next = 0;
    function isMarked(word: string): boolean {
      for (let at = next; at < Math.min(words.length, next + lookAhead); at++) {
        if (words[at] !== word) continue;
        next = at + 1;
        return differs[at] ?? false;
      }
      return false;
    }
    walk(tree, isMarked);
  };
}

function walk(node: TreeNode, isMarked: (word: string) => boolean) {
  node.children = node.children?.flatMap(child => {
    if (child.type === "text" && child.value !== undefined) return split(child.value, isMarked);
    walk(child, isMarked);
    return [child];
  });
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}'’.,:@/$%-]*/gu;

function split(text: string, isMarked: (word: string) => boolean): TreeNode[] {
  const nodes: TreeNode[] = [];
  let open: TreeNode | null = null;
  let from = 0;
  for (const match of text.matchAll(wordPattern)) {
    const between = text.slice(from, match.index);
    from = match.index + match[0].length;
    if (!isMarked(bare(match[0]))) {
      nodes.push({ type: "text", value: between + match[0] });
      open = null;
    } else if (open) {
      open.children = [{ type: "text", value: `${open.children?.[0]?.value ?? ""}${between}${match[0]}` }];
    } else {
      if (between !== "") nodes.push({ type: "text", value: between });
      open = {
        type: "element",
        tagName: "mark",
        properties: {},
        children: [{ type: "text", value: match[0] }],
      };
      nodes.push(open);
    }
  }
  if (from < text.length) nodes.push({ type: "text", value: text.slice(from) });
  return nodes;
}
