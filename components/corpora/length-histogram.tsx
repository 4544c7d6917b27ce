import { compactCount, counted } from "#components/ui/format.ts";
import classes from "./length-histogram.module.css";

interface LengthHistogramProps {
  /** Rows by length in characters, as upper bounds and counts, shortest first. */
  bins: { upTo: number; rows: number }[];
}

/** Bars of rows by length; every bar says its numbers on hover, and a table says them to a screen reader. */
export function LengthHistogram({ bins }: LengthHistogramProps) {
  const most = Math.max(1, ...bins.map(bin => bin.rows));
  const marks = [0, 0.25, 0.5, 0.75].map(share => bins[Math.floor(share * bins.length)]);
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
        {marks.map((bin, place) => (
          <span key={place}>{place === 0 ? "0" : bin ? compactCount(bin.upTo) : ""}</span>
        ))}
        <span>{compactCount(bins.at(-1)?.upTo ?? 0)}</span>
      </div>
    </div>
  );
}
