import { count } from "#components/ui/format.ts";
import type { LeftOut } from "#lib/corpora/schemas.ts";
import classes from "./left-out.module.css";

const mostIds = 10;

function hidden(entry: LeftOut): number {
  return entry.count - Math.min(mostIds, entry.examples.length);
}

/** Every reason why a record of the slice gave no row, largest first. */
export function LeftOutList({ leftOut }: { leftOut: LeftOut[] }) {
  if (leftOut.length === 0) return <p className={classes.none}>Nothing: every record gave a row.</p>;
  return (
    <ul className={classes.list}>
      {[...leftOut]
        .sort((a, b) => b.count - a.count)
        .map(entry => (
          <li key={entry.reason} className={classes.entry}>
            <details>
              <summary className={classes.line}>
                <span>{entry.reason}</span>
                <span className={classes.count}>{count(entry.count)}</span>
              </summary>
              <div className={classes.ids}>
                {entry.examples.slice(0, mostIds).map(id => (
                  <code key={id}>{id}</code>
                ))}
                {hidden(entry) > 0 && <span>and {count(hidden(entry))} more</span>}
              </div>
            </details>
          </li>
        ))}
    </ul>
  );
}
