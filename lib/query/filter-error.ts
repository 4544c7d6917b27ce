export interface FilterErrorPlace {
  /** Where in the filter's text the fault begins, in UTF-16 units. */
  position: number;
  /** How many UTF-16 units are at fault; left out when only a place is known. */
  length?: number;
  /** A text to put in place of what is at fault. */
  suggestion?: string;
}

/** A filter that cannot be read or does not fit its subject. The message is public and says what to do. */
export class FilterError extends Error implements FilterErrorPlace {
  /** Recognise the error by this: one process can hold several copies of a class. */
  readonly code = "invalid_filter";
  readonly position: number;
  readonly length: number | undefined;
  readonly suggestion: string | undefined;

  constructor(message: string, place: FilterErrorPlace) {
    super(message);
    this.name = "FilterError";
    this.position = place.position;
    this.length = place.length;
    this.suggestion = place.suggestion;
  }
}

export function isFilterError(error: unknown): error is FilterError {
  return error instanceof Error && "code" in error && error.code === "invalid_filter" && "position" in error;
}

/**
 * The error for a terminal: its message, the line of the filter that is at fault, and carets below it.
 * Padding counts code points and keeps tabs, so that the carets stand right in a monospaced font.
 */
export function formatFilterError(text: string, error: FilterError): string {
  const lineStart = text.lastIndexOf("\n", error.position - 1) + 1;
  const newline = text.indexOf("\n", error.position);
  const lineEnd = newline < 0 ? text.length : newline;
  const faultEnd = Math.min(error.position + (error.length ?? 1), lineEnd);
  const padding = [...text.slice(lineStart, error.position)]
    .map(unit => (unit === "\t" ? "\t" : " "))
    .join("");
  const carets = "^".repeat(Math.max(1, [...text.slice(error.position, faultEnd)].length));
  return [error.message, `  ${text.slice(lineStart, lineEnd)}`, `  ${padding}${carets}`].join("\n");
}
