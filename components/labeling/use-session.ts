"use client";

import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { z } from "zod";
import { callApi, isProblem, reasonOf, workspaceUrl } from "#components/ui/api.ts";
import {
  type CompareItem,
  queueProgressSchema,
  type SkipLabelInput,
  type SubmitLabelInput,
  undoAnswerSchema,
} from "#lib/labeling/schemas.ts";
import type { Delivery, OutboxEntry } from "./outbox.ts";
import { changeSession, emptySession, itemsAhead, wantsMore } from "./session.ts";
import { queuePath, useLeases } from "./use-leases.ts";
import { useOutbox } from "./use-outbox.ts";
import { actWords } from "./verdicts.ts";

const progressAnswerSchema = z.object({ progress: queueProgressSchema });

const quietRetryMs = 5000;
/** The server hands one labeler no more than this. */
const mostHeld = 10;

interface Act {
  id: string;
  item: CompareItem;
  words: string;
}

/**
 * The labeler's work: items held ahead, votes that leave in the background, undo across items. An answer brings up the
 * next item at once; nothing on the screen waits for the server.
 */
export function useSession(workspace: string, memberId: string) {
  const [session, change] = useReducer(changeSession, emptySession);
  const [claimError, setClaimError] = useState<unknown>(null);
  const [isUndoing, setUndoing] = useState(false);
  const [lastAct, setLastAct] = useState("");
  const acts = useRef<Act[]>([]);
  const { outbox, waiting } = useOutbox({
    key: `espalier-outbox-${workspace}-${memberId}`,
    send: useCallback(
      entry => deliver(workspace, entry, progress => change({ kind: "progress", progress })),
      [workspace],
    ),
  });
  const { claim } = useLeases(workspace, session.items);

  const isWanting = wantsMore(session);
  // A claim answers with what is held already, so votes on their way take room in it.
  const count = Math.min(mostHeld, itemsAhead + waiting);
  const heldCount = session.items.length;
  const isClaiming = useRef(false);
  useEffect(() => {
    if (!isWanting || isClaiming.current || claimError) return;
    isClaiming.current = true;
    claim(count)
      .then(
        answer => answer && change({ kind: "claimed", items: answer.items, progress: answer.progress }),
        error => setClaimError(error),
      )
      .finally(() => {
        isClaiming.current = false;
      });
    // Each answered item is another reason to ask.
  }, [isWanting, heldCount, count, claim, claimError]);

  // While there is work on the screen a failed claim is tried again quietly.
  const hasWork = session.items.length > 0;
  useEffect(() => {
    if (!claimError || !hasWork) return;
    const timer = setTimeout(() => setClaimError(null), quietRetryMs);
    return () => clearTimeout(timer);
  }, [claimError, hasWork]);

  const answer = useCallback(
    (item: CompareItem, path: "labels" | "skips", body: SubmitLabelInput | SkipLabelInput, words: string) => {
      const id = crypto.randomUUID();
      acts.current = [...acts.current.slice(-50), { id, item, words }];
      change({ kind: "answered", lease: item.lease });
      setLastAct(words);
      outbox.current?.add({ id, path, body });
    },
    [outbox],
  );

  const undo = useCallback(async () => {
    const box = outbox.current;
    const last = acts.current.at(-1);
    if (!box || isUndoing) return;
    if (last && box.takeBack(last.id)) {
      acts.current = acts.current.slice(0, -1);
      change({ kind: "reopened", item: last.item });
      setLastAct(`undid ${last.words}`);
      return;
    }
    setUndoing(true);
    try {
      await box.flush();
      const undone = await callApi(undoAnswerSchema, workspaceUrl(workspace, `${queuePath}/undo`), {
        method: "POST",
        body: {},
      });
      acts.current = acts.current.slice(0, -1);
      change({ kind: "reopened", item: undone.item, progress: undone.progress });
      setLastAct(`undid ${actWords(undone.undone)}`);
    } catch (error) {
      const nothing = isProblem(error) && error.status === 409;
      notifications.show({
        message: nothing ? "There is nothing to undo." : `Not undone. ${reasonOf(error)}`,
      });
    } finally {
      setUndoing(false);
    }
  }, [isUndoing, outbox, workspace]);

  const retry = useCallback(() => {
    setClaimError(null);
    change({ kind: "reset" });
  }, []);

  return { session, claimError, isUndoing, lastAct, waiting, answer, undo, retry };
}

async function deliver(
  workspace: string,
  entry: OutboxEntry,
  onProgress: (progress: z.infer<typeof queueProgressSchema>) => void,
): Promise<Delivery> {
  const url = workspaceUrl(workspace, `${queuePath}/${entry.path}`);
  try {
    onProgress((await callApi(progressAnswerSchema, url, { method: "POST", body: entry.body })).progress);
    return { kind: "sent" };
  } catch (error) {
    // Signed out, asked to slow down or out of reach: the vote waits. Anything else will not get better by waiting.
    const mayPass = !isProblem(error) || error.status >= 500 || [401, 408, 429].includes(error.status);
    return mayPass ? { kind: "later" } : { kind: "refused", reason: reasonOf(error) };
  }
}
