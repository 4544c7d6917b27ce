import type { CompareItem, QueueProgress } from "#lib/labeling/schemas.ts";

/** What a labeler holds: the item on the screen first, then those loaded ahead. Changes are pure functions of it. */
export interface Session {
  items: readonly CompareItem[];
  /** Leases answered here: the server may still count them as held while their votes are on the way. */
  answered: ReadonlySet<string>;
  progress: QueueProgress | null;
  /** True when the last claim brought nothing new: the queue has no more for this labeler. */
  isExhausted: boolean;
}

export const emptySession: Session = { items: [], answered: new Set(), progress: null, isExhausted: false };

/** How many items are held at once. */
export const itemsAhead = 3;

export type SessionEvent =
  | { kind: "claimed"; items: readonly CompareItem[]; progress: QueueProgress }
  | { kind: "answered"; lease: string }
  | { kind: "reopened"; item: CompareItem; progress?: QueueProgress }
  | { kind: "progress"; progress: QueueProgress }
  | { kind: "reset" };

export function changeSession(session: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case "claimed": {
      const held = new Set(session.items.map(item => item.lease));
      const fresh = event.items.filter(item => !held.has(item.lease) && !session.answered.has(item.lease));
      return {
        ...session,
        items: [...session.items, ...fresh],
        progress: event.progress,
        isExhausted: fresh.length === 0,
      };
    }
    case "answered":
      return {
        ...session,
        items: session.items.filter(item => item.lease !== event.lease),
        answered: new Set([...session.answered, event.lease]),
      };
    case "reopened":
      return {
        ...session,
        items: [event.item, ...session.items.filter(item => item.lease !== event.item.lease)],
        answered: new Set([...session.answered].filter(lease => lease !== event.item.lease)),
        progress: event.progress ?? session.progress,
      };
    case "progress":
      return { ...session, progress: event.progress };
    case "reset":
      return { ...emptySession, answered: session.answered };
  }
}

/** Whether there is room for more items, and hope for any. */
export function wantsMore(session: Session): boolean {
  return !session.isExhausted && session.items.length < itemsAhead;
}
