"use client";

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { TurnView } from "#components/trajectory/turn-view.tsx";
import { type RunStep, turnsOf } from "#components/trajectory/turns.ts";
import { counted } from "#components/ui/format.ts";
import { Card } from "#components/ui/page.tsx";
import { numberOf, parseJson } from "#lib/formats/json.ts";
import classes from "./example-rows.module.css";
import { type PairRow, pairRowOf } from "./row-messages.ts";

type Row = Record<string, unknown>;

interface ExampleRowsProps {
  /** Each row as its JSON text, so that numbers stand as they are in the file. */
  rows: string[];
  title: string;
}

/** A few rows as a trainer would read them: as chat, or as they are in the file. */
export function ExampleRows({ rows, title }: ExampleRowsProps) {
  const [mode, setMode] = useState("chat");
  return (
    <Card
      title={title}
      note={
        <SegmentedControl
          aria-label="Show rows"
          data={[
            { value: "chat", label: "Rendered" },
            { value: "raw", label: "Raw" },
          ]}
          value={mode}
          onChange={setMode}
        />
      }
    >
      {rows.length === 0 && <p className={classes.none}>No row.</p>}
      {rows.map((row, place) => (
        <ExampleRow key={place} number={place + 1} row={rowOf(row)} isRaw={mode === "raw"} />
      ))}
    </Card>
  );
}

interface ExampleRowProps {
  number: number;
  row: Row;
  isRaw: boolean;
}

function rowOf(text: string): Row {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function ExampleRow({ number, row, isRaw }: ExampleRowProps) {
  const pair = isRaw ? null : pairRowOf(row);
  if (pair) return <PairExample number={number} row={row} pair={pair} />;
  return <pre className={classes.raw}>{JSON.stringify(row, null, 2)}</pre>;
}

interface PairExampleProps {
  number: number;
  row: Row;
  pair: PairRow;
}

function PairExample({ number, row, pair }: PairExampleProps) {
  const last = pair.prompt.at(-1);
  return (
    <div className={classes.row}>
      <details className={classes.prompt}>
        <summary>
          <span className={classes.count}>{counted(pair.prompt.length, "prompt message")}</span>
          <span className={classes.last}>{last?.content}</span>
        </summary>
        <Messages steps={pair.prompt} />
      </details>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached and scrolled by keyboard */}
      <section className={classes.sides} tabIndex={0} aria-label={`Row ${number}: chosen and rejected`}>
        <div className={classes.side}>
          <h3 className={classes.head}>
            <span aria-hidden="true">✓</span> chosen
          </h3>
          <Messages steps={pair.chosen} />
        </div>
        <div className={classes.side}>
          <h3 className={classes.head}>
            <span aria-hidden="true">✕</span> rejected
          </h3>
          <Messages steps={pair.rejected} />
        </div>
      </section>
      <div className={classes.facts}>{factsOf(row)}</div>
    </div>
  );
}

function Messages({ steps }: { steps: RunStep[] }) {
  return turnsOf(steps).map(turn => <TurnView key={turn.place} turn={turn} isExcerpt />);
}

const shownFacts = ["esp_task", "esp_split", "esp_strength", "esp_vote_share", "margin"];

function factsOf(row: Row): string {
  return shownFacts
    .filter(name => row[name] !== undefined && row[name] !== null)
    .map(name => `${name} ${shortValue(row[name])}`)
    .join("   ");
}

function shortValue(value: unknown): string {
  const number = numberOf(value);
  return Number.isNaN(number) ? String(value) : String(Number(number.toFixed(3)));
}
