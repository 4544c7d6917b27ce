import { StepEdits } from "#components/curation/step-edits.tsx";
import { compactCount } from "#components/ui/format.ts";
import type { PlacedStep } from "#lib/trajectories/schemas.ts";
import { Markdown } from "./markdown.tsx";
import classes from "./run.module.css";
import { StrayResult, ToolCard } from "./tool-card.tsx";
import { type Turn, turnsOf } from "./turns.ts";

export function stepAnchor(idx: number): string {
  return `step-${idx}`;
}

/** A run from top to bottom: readable turns, tool calls with their answers as cards, the system prompt folded. */
export function Run({ steps }: { steps: PlacedStep[] }) {
  return (
    <ol className={classes.run}>
      {turnsOf(steps).map(turn => (
        <li
          key={turn.step.idx}
          id={stepAnchor(turn.step.idx)}
          className={classes.turn}
          data-role={turn.step.role}
        >
          <TurnHead step={turn.step} />
          {turn.step.role === "system" ? <SystemPrompt text={turn.step.content} /> : <TurnBody turn={turn} />}
        </li>
      ))}
    </ol>
  );
}

function TurnHead({ step }: { step: PlacedStep }) {
  const tokens = (step.promptTokens ?? 0) + (step.completionTokens ?? 0);
  return (
    <div className={classes.head}>
      <span className={classes.role}>{step.role}</span>
      {step.role === "tool" && step.name && <code>{step.name}</code>}
      <span className={classes.facts}>
        {step.model && <code className={classes.model}>{step.model}</code>}
        <StepEdits idx={step.idx} isAnswer={step.role === "assistant"} />
        {tokens > 0 && <span>{compactCount(tokens)} tokens</span>}
        {step.finishReason && step.finishReason !== "stop" && <span>ended by {step.finishReason}</span>}
        <a href={`#${stepAnchor(step.idx)}`} className={classes.link} aria-label={`Link to step ${step.idx}`}>
          {step.idx}
        </a>
      </span>
    </div>
  );
}

function TurnBody({ turn }: { turn: Turn<PlacedStep> }) {
  const { step, calls } = turn;
  if (step.role === "tool") return <StrayResult name={undefined} content={step.content} />;
  return (
    <>
      {step.reasoning && <Reasoning text={step.reasoning} />}
      {step.content !== "" && <Markdown text={step.content} />}
      {calls.map((answered, place) => (
        <ToolCard
          key={place}
          call={answered.call}
          result={answered.result?.step.content ?? null}
          resultEdits={answered.result && <StepEdits idx={answered.result.step.idx} isAnswer={false} />}
          resultAnchor={answered.result ? stepAnchor(answered.result.step.idx) : undefined}
        />
      ))}
      {step.content === "" && calls.length === 0 && <span className={classes.silent}>says nothing</span>}
    </>
  );
}

export function Reasoning({ text }: { text: string }) {
  return (
    <details className={classes.reasoning}>
      <summary>reasoning</summary>
      <div className={classes.thought}>{text}</div>
    </details>
  );
}

function SystemPrompt({ text }: { text: string }) {
  return (
    <details className={classes.system}>
      <summary>
        <span className={classes.oneLine}>{text.slice(0, 200).replaceAll(/\s+/g, " ")}</span>
      </summary>
      <Markdown text={text} />
    </details>
  );
}
