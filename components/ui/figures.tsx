import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./figures.module.css";

export interface Figure {
  label: string;
  value: string;
  note?: ReactNode;
  /** Where exactly these rows are. */
  href?: string;
}

/** A row of numbers that describe one thing. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(figure => (
        <div key={figure.label} className={classes.figure}>
          <dt className={classes.label}>{figure.label}</dt>
          <dd className={classes.value}>
            {figure.href ? (
              <Link href={figure.href} className={classes.link}>
                {figure.value}
              </Link>
            ) : (
              figure.value
            )}
          </dd>
          <dd className={classes.note}>{figure.note}</dd>
        </div>
      ))}
    </dl>
  );
}
