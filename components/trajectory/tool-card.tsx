import type { ReactNode } from "react";
import type { ToolCall } from "#lib/trajectories/schemas.ts";
import { readArguments, readResult } from "./arguments.ts";
import { FoldedText } from "./folded.tsx";
import classes from "./tool-card.module.css";

interface ToolCardProps {
  call: ToolCall;
  /** The tool's answer; null while there is none, undefined where answers are not told. */
  result?: string | null;
  /** The place that a link to the answering step leads to. */
  resultAnchor?: string;
  /** What can be done to the answering step. */
  resultEdits?: ReactNode;
  /** Arguments by name that another call has otherwise. */
  differing?: ReadonlySet<string>;
}

/** A tool call and its answer as one thing. */
export function ToolCard({ call, result, resultAnchor, resultEdits, differing }: ToolCardProps) {
  return (
    <div className={classes.card}>
      <div className={classes.name}>{call.name}</div>
      <Arguments text={call.arguments} differing={differing} />
      {resultEdits && <div className={classes.edits}>{resultEdits}</div>}
      {result !== undefined && (
        <div className={classes.result} id={resultAnchor}>
          {result === null ? (
            <span className={classes.none}>no answer</span>
          ) : result === "" ? (
            <span className={classes.none}>empty answer</span>
          ) : (
            <FoldedText text={readResult(result)} beginning={result} />
          )}
        </div>
      )}
    </div>
  );
}

/** A tool's answer without the call that asked for it. */
export function StrayResult({ name, content }: { name: string | undefined; content: string }) {
  return (
    <div className={classes.card}>
      {name && <div className={classes.name}>{name}</div>}
      <FoldedText text={readResult(content)} />
    </div>
  );
}

function Arguments({ text, differing }: { text: string; differing?: ReadonlySet<string> }) {
  const read = readArguments(text);
  if (read.kind === "text")
    return read.text === "" ? null : (
      <div className={classes.arguments}>
        <FoldedText text={read.text} />
      </div>
    );
  if (read.fields.length === 0) return <div className={classes.arguments}>no arguments</div>;
  return (
    <dl className={classes.arguments}>
      {read.fields.map(field => (
        <div
          key={field.name}
          className={field.isBlock ? classes.block : classes.inline}
          data-differs={differing?.has(field.name) || undefined}
        >
          <dt>{field.name}:</dt>
          <dd>{field.isBlock ? <FoldedText text={field.value} /> : field.value}</dd>
        </div>
      ))}
    </dl>
  );
}
