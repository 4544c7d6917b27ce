import type { ReactNode } from "react";
import classes from "./chip.module.css";

export type ChipTone = "plain" | "leaf" | "warn" | "bad" | "a" | "b";

export function Chip({
  tone = "plain",
  title,
  children,
}: {
  tone?: ChipTone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

export function Tag({ children }: { children: ReactNode }) {
  return <span className={classes.tag}>{children}</span>;
}
