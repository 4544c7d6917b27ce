import { Skeleton } from "@mantine/core";
import { count } from "#components/ui/format.ts";
import { Card } from "#components/ui/page.tsx";
import { ExampleRows } from "./example-rows.tsx";
import { LeftOutList } from "./left-out.tsx";
import classes from "./preview-pane.module.css";
import type { Preview } from "./use-preview.ts";

interface PreviewPaneProps {
  preview: Preview | undefined;
  isLoading: boolean;
  isStale: boolean;
}

/** What would be published if Publish were pressed now. */
export function PreviewPane({ preview, isLoading, isStale }: PreviewPaneProps) {
  if (isLoading)
    return (
      <div className={classes.pane}>
        <Skeleton height={92} radius="md" />
        <Skeleton height={320} radius="md" />
      </div>
    );
  if (!preview) return <div />;
  const left = preview.leftOut.reduce((sum, entry) => sum + entry.count, 0);
  return (
    <section
      className={classes.pane}
      data-stale={isStale || undefined}
      aria-label="Preview"
      aria-busy={isStale}
    >
      <Card>
        <div className={classes.numbers} aria-live="polite">
          <strong className={classes.number}>{count(preview.count)}</strong>{" "}
          {preview.count === 1 ? "row" : "rows"}
          <span className={classes.quiet}>, {count(left)} left out</span>
        </div>
      </Card>
      {left > 0 && (
        <Card title="Would be left out" note={`${count(left)} of ${count(left + preview.count)}`}>
          <LeftOutList leftOut={preview.leftOut} />
        </Card>
      )}
      <ExampleRows rows={preview.rows} title="Rows as they would be" />
    </section>
  );
}
