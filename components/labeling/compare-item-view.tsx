"use client";

import { memo, useEffect, useMemo, useRef, useState } from "react";
import { Chip } from "#components/ui/chip.tsx";
import type { CompareItem } from "#lib/labeling/schemas.ts";
import { AlignedPairs } from "./aligned-pairs.tsx";
import classes from "./compare-item-view.module.css";
import { PromptBand } from "./prompt-band.tsx";
import { SharedPrefix } from "./shared-prefix.tsx";
import { SideColumns } from "./side-columns.tsx";
import { turnPairs } from "./turn-pairs.ts";
import { useEndSeen } from "./use-end-seen.ts";
import { type CompareView, ViewToggles } from "./view-toggles.tsx";

interface CompareItemViewProps {
  item: CompareItem;
  view: CompareView;
  onToggle: (name: keyof CompareView) => void;
  onEndSeen: (lease: string) => void;
}

/** One item: the prompt on top, what both sides share as one line, and the two runs side by side. */
export const CompareItemView = memo(function CompareItemView(props: CompareItemViewProps) {
  const { item, view, onToggle, onEndSeen } = props;
  const pairs = useMemo(() => turnPairs(item), [item]);
  const scroller = useRef<HTMLElement>(null);
  const [isPrefixOpen, setPrefixOpen] = useState(false);
  const layout = `${view.divergence} ${view.together}`;
  const seen = useEndSeen(scroller, layout);
  useKeptScroll(scroller, item.lease);
  useEffect(() => {
    if (seen.left && seen.right) onEndSeen(item.lease);
  }, [seen, item.lease, onEndSeen]);

  return (
    <article className={classes.item} aria-label="Two runs of one task">
      <PromptBand item={item} />
      {view.divergence ? (
        <SharedPrefix
          item={item}
          isOpen={isPrefixOpen}
          onToggle={() => setPrefixOpen(open => !open)}
          view={view}
          onView={onToggle}
        />
      ) : (
        <div className={classes.line}>
          Both runs in full
          <ViewToggles view={view} onToggle={onToggle} />
        </div>
      )}
      <div className={classes.heads}>
        <SideHead side="a" isEndSeen={seen.left} />
        <SideHead side="b" isEndSeen={seen.right} />
      </div>
      <section
        ref={scroller}
        className={classes.scroller}
        data-together={view.together || undefined}
        data-scroller
        aria-label="Steps of both runs"
        tabIndex={view.together ? 0 : -1}
      >
        {view.divergence && view.together ? (
          <AlignedPairs pairs={pairs} />
        ) : (
          <SideColumns item={item} pairs={view.divergence ? pairs : null} together={view.together} />
        )}
      </section>
    </article>
  );
});

function SideHead({ side, isEndSeen }: { side: "a" | "b"; isEndSeen: boolean }) {
  return (
    <div className={classes.head}>
      <Chip tone={side}>{side.toUpperCase()}</Chip>
      <span className={classes.end}>{isEndSeen ? "end seen ✓" : "more below ↓"}</span>
    </div>
  );
}

const keptScroll = new Map<string, number>();

/** An item that comes back by undo opens where it was left. */
function useKeptScroll(scroller: { current: HTMLElement | null }, lease: string) {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // Scrolling lays the page out at once, which a fresh item need not wait for.
    const kept = keptScroll.get(lease);
    if (kept) element.scrollTop = kept;
    const keep = () => keptScroll.set(lease, element.scrollTop);
    element.addEventListener("scroll", keep, { passive: true });
    return () => element.removeEventListener("scroll", keep);
  }, [scroller, lease]);
}
