import type { JobItem } from "#lib/jobs/schemas.ts";

/** Without a terminal, a line is printed at most this often. */
const quietMilliseconds = 3_000;

/** A job's progress on stderr: one line that changes on a terminal, now and then a line elsewhere. */
export class ProgressLine {
  readonly #isTerminal = process.stderr.isTTY === true;
  #last = "";
  #lastAt = Number.NEGATIVE_INFINITY;

  show(job: JobItem): void {
    const text = progressText(job);
    if (text === this.#last) return;
    if (!this.#isTerminal && performance.now() - this.#lastAt < quietMilliseconds) return;
    this.#last = text;
    this.#lastAt = performance.now();
    process.stderr.write(this.#isTerminal ? `\r\u001b[K${text}` : `${text}\n`);
  }

  end(): void {
    if (this.#isTerminal && this.#last !== "") process.stderr.write("\r\u001b[K");
  }
}

function progressText({ title, state, progress }: JobItem): string {
  if (!progress) return `${title}: ${state}`;
  const { done, total, unit, message } = progress;
  const share = total ? `${Math.floor((100 * done) / total)}%` : `${done.toLocaleString("en")} ${unit}`;
  return `${title}: ${share}${message ? `, ${message}` : ""}`;
}
