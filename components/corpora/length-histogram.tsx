import { compactCount, counted } from "#components/ui/format.ts";
import classes from "./length-histogram.module.css";

interface LengthHistogramProps {
  /** Rows by length in characters, as upper bounds and counts, shortest first. */
  bins: { upTo: number; rows: number }[];
}

/** Bars of rows by length; every bar says its numbers on hover, and a table says them to a screen reader. */
export function LengthHistogram({ bins }: LengthHistogramProps) {
  const most = Math.max(1, ...bins.map(bin => bin.rows));
  return (
    <div>
      <ol className={classes.bars} aria-label="Rows by length in characters">
        {bins.map((bin, place) => {
          const words = `${compactCount(bins[place - 1]?.upTo ?? 0)} to ${compactCount(bin.upTo)} characters: ${counted(bin.rows, "row")}`;
          return (
            <li key={bin.upTo} className={classes.slot} title={words}>
              <span className={classes.bar} style={{ height: `${(100 * bin.rows) / most}%` }} />
              <span className={classes.words}>{words}</span>
            </li>
          );
        })}
      </ol>
      <div className={classes.axis} aria-hidden="true">
        {bins.map((bin, place) => (
          <span key={bin.upTo}>{isLabeled(place, bins.length) ? compactCount(bin.upTo) : ""}</span>
        ))}
      </div>
    </div>
  );
}

const mostLabels = 8;

/** Every bar says its upper bound where there is room, else every n-th, the last one always. */
function isLabeled(place: number, bars: number): boolean {
  return (bars - 1 - place) % Math.ceil(bars / mostLabels) === 0;
}
