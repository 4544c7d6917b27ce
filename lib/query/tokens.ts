/**
 * The tokens of a filter with their places. The CEL parser reports neither where an expression ends nor which
 * token a syntax error is about, so errors are placed with the help of these.
 */
export type TokenKind = "word" | "number" | "text" | "openText" | "symbol";
export interface Token {
  kind: TokenKind;
  text: string;
  /** UTF-16 offset of its first unit. */
  start: number;
  /** UTF-16 offset after its last unit. */
  end: number;
}

const blank = String.raw`\s+|\/\/[^\n]*`;
const longText = String.raw`[rR]"""[^]*?"""|[rR]'''[^]*?'''|[bB]?"""(?:\\[^]|[^\\])*?"""|[bB]?'''(?:\\[^]|[^\\])*?'''`;
const rawText = String.raw`(?:[bB][rR]|[rR][bB]?)(?:"[^"\n]*"|'[^'\n]*')`;
const plainText = String.raw`[bB]?"(?:\\[^]|[^"\\\n])*"|[bB]?'(?:\\[^]|[^'\\\n])*'`;
const openText = `(?:[bB]?[rR]?|[rR][bB])["'][^]*`;
const word = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const number = String.raw`0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[uU]?`;
const symbol = String.raw`===|!==|==|!=|<=|>=|<>|&&|\|\||[^]`;
const grammar = new RegExp(
  `(?<blank>${blank})|(?<text>${longText}|${rawText}|${plainText})|(?<openText>${openText})|(?<word>${word})|(?<number>${number})|(?<symbol>${symbol})`,
  "gu",
);
const kinds = ["text", "openText", "word", "number", "symbol"] as const;

/** Every unit of the text belongs to one token or to blank space; nothing throws. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(grammar)) {
    const kind = kinds.find(name => match.groups?.[name] !== undefined);
    if (!kind) continue;
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}
