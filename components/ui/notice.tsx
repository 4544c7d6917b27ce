"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { reasonOf } from "./api.ts";
import classes from "./notice.module.css";

/** What failed, why, and a way to try again. */
export function ErrorNotice({
  error,
  what,
  onRetry,
}: {
  error: unknown;
  what: string;
  onRetry?: () => void;
}) {
  return (
    <div className={classes.error} role="alert">
      <IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />
      <div className={classes.words}>
        <strong>{what}</strong>
        <div>{reasonOf(error)}</div>
      </div>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

/** Nothing is here yet: why, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </div>
  );
}
