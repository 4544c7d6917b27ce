"use client";

import { createContext, type ReactNode, use } from "react";
import { createPortal } from "react-dom";

const SlotContext = createContext<HTMLElement | null>(null);

export const HeaderSlotProvider = SlotContext.Provider;

/** Puts a screen's own words and controls into the header, behind the breadcrumbs. */
export function HeaderSlot({ children }: { children: ReactNode }) {
  const slot = use(SlotContext);
  return slot ? createPortal(children, slot) : null;
}
