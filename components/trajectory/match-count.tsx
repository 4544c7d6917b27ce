import { Kbd } from "@mantine/core";
import { count } from "#components/ui/format.ts";
import classes from "./match-count.module.css";

/** Counting stops here on the server. */
const countLimit = 10_000;

export function MatchCount({ total, filtered }: { total: number | undefined; filtered: boolean }) {
  if (total === undefined) return <div className={classes.line}> </div>;
  const number = total >= countLimit ? `${count(countLimit)}+` : count(total);
  return (
    <div className={classes.line} aria-live="polite">
      <strong>{number}</strong> {total === 1 ? "trajectory" : "trajectories"}
      {filtered && (total === 1 ? " matches" : " match")}
      <span className={classes.keys}>
        <Kbd>/</Kbd> filter <Kbd>J</Kbd> <Kbd>K</Kbd> move <Kbd>Enter</Kbd> open
      </span>
    </div>
  );
}
