import { memo } from "react";
import { type TurnMarks, TurnView } from "#components/trajectory/turn-view.tsx";
import type { Turn } from "#components/trajectory/turns.ts";
import type { BlindStep } from "#lib/labeling/schemas.ts";
import classes from "./aligned-pairs.module.css";
import { pairMarks } from "./turn-marks.ts";
import type { TurnPair } from "./turn-pairs.ts";

/** Both sides row by row: what faces each other stands at the same height. */
export const AlignedPairs = memo(function AlignedPairs({ pairs }: { pairs: TurnPair[] }) {
  if (pairs.length === 0)
    return <p className={classes.alike}>Both runs are the same from beginning to end.</p>;
  return (
    <div>
      {pairs.map((pair, place) => (
        <PairRow key={place} pair={pair} />
      ))}
      <div className={classes.pair}>
        <div className={classes.side} data-end="left" />
        <div className={classes.side} data-end="right" />
      </div>
    </div>
  );
});

/** A component of its own, so that rendering the next item ahead can be interrupted between two rows. */
const PairRow = memo(function PairRow({ pair }: { pair: TurnPair }) {
  const marks = pairMarks(pair);
  return (
    <div className={classes.pair} data-pair>
      <Side turns={pair.left} marks={marks.left} role={pair.role} ends={pair.leftEnds} />
      <Side turns={pair.right} marks={marks.right} role={pair.role} ends={pair.rightEnds} />
    </div>
  );
});

interface SideProps {
  turns: Turn<BlindStep>[];
  marks: TurnMarks | undefined;
  role: string;
  ends: boolean;
}

function Side({ turns, marks, role, ends }: SideProps) {
  return (
    <div className={classes.side}>
      {turns.map((turn, place) => (
        <TurnView key={turn.place} turn={turn} marks={place === 0 ? marks : undefined} />
      ))}
      {turns.length === 0 && <div className={classes.gap}>{ends ? "ends here" : `no ${role} turn here`}</div>}
    </div>
  );
}
