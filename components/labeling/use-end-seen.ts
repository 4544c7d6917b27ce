"use client";

import { useEffect, useState } from "react";

export interface EndSeen {
  left: boolean;
  right: boolean;
}

/** Which side's end, marked by `data-end`, has been on the screen. Once seen stays seen. */
export function useEndSeen(scroller: { current: HTMLElement | null }, layout: string): EndSeen {
  const [seen, setSeen] = useState<EndSeen>({ left: false, right: false });
  useEffect(() => {
    const root = scroller.current;
    if (!root) return;
    const observer = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          const side = entry.target.getAttribute("data-end") === "left" ? "left" : "right";
          if (entry.isIntersecting) setSeen(now => (now[side] ? now : { ...now, [side]: true }));
        }
      },
      { root },
    );
    for (const mark of root.querySelectorAll("[data-end]")) observer.observe(mark);
    return () => observer.disconnect();
  }, [scroller, layout]);
  return seen;
}
