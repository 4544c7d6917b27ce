"use client";

import { notifications } from "@mantine/notifications";
import { useEffect, useRef, useState } from "react";
import { createOutbox, type Delivery, type Outbox, type OutboxEntry } from "./outbox.ts";

interface OutboxInput {
  key: string;
  send: (entry: OutboxEntry) => Promise<Delivery>;
}

/** An outbox over the browser's storage. It sends what an earlier visit left, and tries at once when back online. */
export function useOutbox({ key, send }: OutboxInput) {
  const outbox = useRef<Outbox | null>(null);
  const [waiting, setWaiting] = useState(0);
  useEffect(() => {
    let wake = () => {};
    const box = createOutbox({
      storage: window.localStorage,
      key,
      send,
      onChange: setWaiting,
      onRefused: (_entry, reason) =>
        notifications.show({
          color: "red",
          autoClose: false,
          title: "A vote was not taken",
          message: reason,
        }),
      pause: ms =>
        new Promise(resolve => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        }),
    });
    outbox.current = box;
    setWaiting(box.waiting());
    void box.flush();
    const online = () => wake();
    window.addEventListener("online", online);
    return () => window.removeEventListener("online", online);
  }, [key, send]);
  return { outbox, waiting };
}
