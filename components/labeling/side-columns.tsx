import { type TurnMarks, TurnView } from "#components/trajectory/turn-view.tsx";
import { type Turn, turnsOf } from "#components/trajectory/turns.ts";
import type { BlindStep, CompareItem } from "#lib/labeling/schemas.ts";
import classes from "./side-columns.module.css";
import { pairMarks } from "./turn-marks.ts";
import type { TurnPair } from "./turn-pairs.ts";

interface SideColumnsProps {
  item: CompareItem;
  /** The aligned tails; null for both runs in full, unmarked. */
  pairs: TurnPair[] | null;
  together: boolean;
}

/** Both sides each in its own flow, scrolled as one or apart. */
export function SideColumns({ item, pairs, together }: SideColumnsProps) {
  return (
    <div className={classes.columns} data-together={together || undefined}>
      {(["left", "right"] as const).map(side => (
        <section
          key={side}
          className={classes.column}
          data-scroller={together ? undefined : true}
          aria-label={side === "left" ? "Steps of A" : "Steps of B"}
          tabIndex={together ? undefined : 0}
        >
          {columnOf(item, pairs, side).map(({ turn, marks }, place) => (
            <div
              key={place}
              className={classes.turn}
              data-pair={side === "left" || !together ? true : undefined}
            >
              <TurnView turn={turn} marks={marks} />
            </div>
          ))}
          <div className={classes.end} data-end={side} />
        </section>
      ))}
    </div>
  );
}

type Shown = { turn: Turn<BlindStep>; marks?: TurnMarks };

function columnOf(item: CompareItem, pairs: TurnPair[] | null, side: "left" | "right"): Shown[] {
  if (!pairs) return turnsOf(item[side]).map(turn => ({ turn }));
  return pairs.flatMap(pair => {
    const marks = pairMarks(pair)[side];
    return pair[side].map((turn, place) => ({ turn, marks: place === 0 ? marks : undefined }));
  });
}
