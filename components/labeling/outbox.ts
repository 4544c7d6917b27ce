/**
 * Votes on their way to the server. A vote is in storage before it is sent and leaves it only when the server has
 * answered, so neither a dead connection nor a closed tab loses one. Entries are sent one after another, oldest first.
 */

export interface OutboxEntry {
  id: string;
  /** Under the queue: `labels` or `skips`. */
  path: string;
  body: unknown;
}

export type Delivery = { kind: "sent" } | { kind: "refused"; reason: string } | { kind: "later" };

export interface OutboxOptions {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  key: string;
  send: (entry: OutboxEntry) => Promise<Delivery>;
  onChange: (waiting: number) => void;
  onRefused: (entry: OutboxEntry, reason: string) => void;
  /** Waits before the next try. */
  pause: (ms: number) => Promise<void>;
}

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

export function createOutbox(options: OutboxOptions) {
  let entries = readEntries(options.storage.getItem(options.key));
  let running: Promise<void> | null = null;
  let inFlight: string | null = null;
  let pauseMs = firstPauseMs;

  function keep(next: OutboxEntry[]) {
    entries = next;
    if (next.length > 0) options.storage.setItem(options.key, JSON.stringify(next));
    else options.storage.removeItem(options.key);
    options.onChange(next.length);
  }

  async function drain() {
    for (let entry = entries[0]; entry; entry = entries[0]) {
      inFlight = entry.id;
      const delivery = await options.send(entry);
      inFlight = null;
      if (delivery.kind === "later") {
        await options.pause(pauseMs);
        pauseMs = Math.min(longestPauseMs, pauseMs * 2);
        continue;
      }
      pauseMs = firstPauseMs;
      const sent = entry;
      keep(entries.filter(other => other.id !== sent.id));
      if (delivery.kind === "refused") options.onRefused(sent, delivery.reason);
    }
  }

  /** Sends what waits; resolves when nothing does any more. */
  function flush(): Promise<void> {
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    flush,
    waiting: () => entries.length,
    add(entry: OutboxEntry) {
      keep([...entries, entry]);
      void flush();
    },
    /** Takes back the newest entry if it has not been sent yet; false when it is too late for that. */
    takeBack(id: string): boolean {
      if (inFlight === id || entries.at(-1)?.id !== id) return false;
      keep(entries.slice(0, -1));
      return true;
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

function readEntries(text: string | null): OutboxEntry[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is OutboxEntry {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "path" in value &&
    typeof value.path === "string" &&
    "body" in value
  );
}
