import { Skeleton } from "@mantine/core";
import { count, counted } from "#components/ui/format.ts";
import { Card } from "#components/ui/page.tsx";
import type { RecipePreview } from "#lib/corpora/schemas.ts";
import { ExampleRows } from "./example-rows.tsx";
import { LeftOutList } from "./left-out.tsx";
import classes from "./preview-pane.module.css";

interface PreviewPaneProps {
  preview: RecipePreview | undefined;
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
          <Estimate preview={preview} left={left} />
        </div>
      </Card>
      {left > 0 && (
        <Card title="Would be left out" note={`${count(left)} of ${count(preview.looked)}`}>
          <LeftOutList leftOut={preview.leftOut} />
        </Card>
      )}
      <ExampleRows rows={preview.rows.map(row => JSON.stringify(row))} title="Rows as they would be" />
    </section>
  );
}

/** Exact where the whole slice was looked at; of a large slice only the oldest part is. */
function Estimate({ preview, left }: { preview: RecipePreview; left: number }) {
  const rows = preview.looked - left;
  return (
    <>
      <strong className={classes.number}>{count(rows)}</strong> {rows === 1 ? "row" : "rows"}
      <span className={classes.quiet}>
        {preview.looked < preview.count
          ? ` from the oldest ${count(preview.looked)} of ${counted(preview.count, "comparison")}`
          : ` from ${counted(preview.count, "comparison")}`}
      </span>
    </>
  );
}
