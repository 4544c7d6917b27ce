import { count, counted } from "#components/ui/format.ts";
import { recordsText } from "#components/ui/job-result.ts";
import type { ImportResult, RecordProblem } from "#lib/jobs/schemas.ts";
import classes from "./import-receipt.module.css";

/** What an import brought, what was there already, and what was refused and why. */
export function ImportReceipt({ result }: { result: ImportResult }) {
  const unchanged = Object.values(result.unchanged).reduce((sum, value) => sum + value, 0);
  return (
    <div className={classes.receipt}>
      <div>
        Read as <code>{result.format}</code>: {recordsText(result.created)}
        {unchanged > 0 && `; ${count(unchanged)} were there already`}.
      </div>
      <Problems
        title={`${counted(result.refusedCount, "record")} refused`}
        problems={result.refused}
        total={result.refusedCount}
        tone="bad"
      />
      <Problems
        title={counted(result.warningCount, "warning")}
        problems={result.warnings}
        total={result.warningCount}
        tone="warn"
      />
    </div>
  );
}

const mostShown = 50;

interface ProblemsProps {
  title: string;
  problems: RecordProblem[];
  total: number;
  tone: "bad" | "warn";
}

function Problems({ title, problems, total, tone }: ProblemsProps) {
  if (total === 0) return null;
  return (
    <details className={classes.problems} open={tone === "bad"}>
      <summary data-tone={tone}>
        <span aria-hidden="true">{tone === "bad" ? "✕" : "!"}</span> {title}
      </summary>
      <ul className={classes.list}>
        {problems.slice(0, mostShown).map((problem, place) => (
          <li key={place}>
            <code>{placeOf(problem)}</code> {problem.reason}
          </li>
        ))}
        {total > mostShown && <li>and {count(total - mostShown)} more</li>}
      </ul>
    </details>
  );
}

function placeOf({ file, line, record }: RecordProblem): string {
  if (line !== null) return `${file}:${line}`;
  return record === null ? file : `${file}, record ${record}`;
}
