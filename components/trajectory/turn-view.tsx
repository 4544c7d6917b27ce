import type { Options } from "react-markdown";
import { FoldedText } from "./folded.tsx";
import { Markdown } from "./markdown.tsx";
import { Reasoning } from "./run.tsx";
import { StrayResult, ToolCard } from "./tool-card.tsx";
import classes from "./turn-view.module.css";
import type { RunStep, Turn } from "./turns.ts";

export interface TurnMarks {
  /** Says next to the role that the other side is not alike. */
  differs: boolean;
  plugins?: Options["rehypePlugins"];
  /** By place of the call: the arguments that the other side's call has otherwise. */
  arguments: (ReadonlySet<string> | undefined)[];
}

interface TurnViewProps {
  turn: Turn<RunStep>;
  marks?: TurnMarks;
  /** True where the run goes on after what is shown, so that a missing answer says nothing. */
  isExcerpt?: boolean;
}

/** One turn of a run, without a word of who made it. */
export function TurnView({ turn, marks, isExcerpt }: TurnViewProps) {
  const { step, calls } = turn;
  return (
    <div className={classes.turn} data-turn>
      <div className={classes.role}>
        {step.role}
        {step.role === "tool" && step.name && <code className={classes.tool}>{step.name}</code>}
        {marks?.differs && <span className={classes.differs}>differs</span>}
      </div>
      {step.reasoning && <Reasoning text={step.reasoning} />}
      {step.role === "tool" ? (
        <StrayResult name={undefined} content={step.content} />
      ) : step.role === "system" ? (
        <FoldedText text={step.content} />
      ) : (
        step.content !== "" && <Markdown text={step.content} plugins={marks?.plugins} />
      )}
      {calls.map((answered, place) => (
        <ToolCard
          key={place}
          call={answered.call}
          result={answered.result?.step.content ?? (isExcerpt ? undefined : null)}
          differing={marks?.arguments[place]}
        />
      ))}
      {step.content === "" && calls.length === 0 && step.role !== "tool" && (
        <span className={classes.silent}>says nothing</span>
      )}
    </div>
  );
}
