/** Text as PostgreSQL can hold it: NUL and lone surrogates become U+FFFD. A projection beside the exact text, never instead. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/** Whether PostgreSQL can hold a text as it is. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}
