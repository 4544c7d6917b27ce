/** Longest text that is read as Markdown, in UTF-16 units. */
const longestMarkdown = 50_000;
/** More openers than this and the parser's time or stack grows with their square or nesting. */
const mostOpeners = 2000;
const deepestMarkers = 40;

/**
 * Says whether a text is safe to hand to a Markdown parser. Agents write what they like, and a few kilobytes of
 * quote marks or brackets can hold up a browser for minutes; such text is shown as it is.
 */
export function isMarkdownSafe(text: string): boolean {
  if (text.length > longestMarkdown) return false;
  let openers = 0;
  let markers = 0;
  let atLineStart = true;
  for (const letter of text) {
    if (letter === "\n") {
      atLineStart = true;
      markers = 0;
      continue;
    }
    if (atLineStart && ">-*+".includes(letter)) markers++;
    else if (letter !== " " && letter !== "\t") atLineStart = false;
    if ("*_[<`~|!".includes(letter)) openers++;
    if (openers > mostOpeners) return false;
    // A rule such as `-----` is one marker however long; only markers that nest are dangerous.
    if (markers > deepestMarkers && !isRule(text, markers)) return false;
  }
  return true;
}

const longestRule = 400;

function isRule(text: string, markers: number): boolean {
  return markers < longestRule && !text.includes(">".repeat(deepestMarkers)) && !/(?:[-*+>] ){40}/.test(text);
}
