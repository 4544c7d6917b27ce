"use client";

import { ErrorNotice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function WorkspaceError({ error, reset }: ErrorProps) {
  // In production React replaces the message of a server's error, so only the digest tells anything.
  const reason = error.digest ? new Error(`The server's log has the reason under ${error.digest}.`) : error;
  return (
    <Page title="This page could not be shown">
      <ErrorNotice what="Something went wrong." error={reason} onRetry={reset} />
    </Page>
  );
}
