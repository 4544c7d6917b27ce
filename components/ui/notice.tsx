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

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** True where nothing else on the page says what it is. */
  isPage?: boolean;
}

/** Nothing is here yet: why, and what to do next. */
export function EmptyState({ title, children, isPage }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={classes.empty}>
      <Heading className={classes.title}>{title}</Heading>
      {children}
    </div>
  );
}
