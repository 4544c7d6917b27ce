"use client";

import { useCallback, useEffect, useRef } from "react";
import { callApi, callApiQuietly, workspaceUrl } from "#components/ui/api.ts";
import { type ClaimAnswer, type CompareItem, claimAnswerSchema } from "#lib/labeling/schemas.ts";

export const queuePath = "queues/default";
const heartbeatMs = 30_000;

/**
 * Claims items, keeps them while the tab is in sight, and hands them back when it closes, so that nobody waits for
 * work that is held by a closed tab.
 */
export function useLeases(workspace: string, items: readonly CompareItem[]) {
  const held = useRef<string[]>([]);
  held.current = items.map(item => item.lease);
  const isHere = useRef(true);

  const release = useCallback(
    (leases: string[]) => {
      if (leases.length === 0) return;
      const url = workspaceUrl(workspace, `${queuePath}/releases`);
      // A lease that is not handed back runs out by itself.
      callApiQuietly(url, { method: "POST", body: { leases }, keepalive: true }).catch(() => {});
    },
    [workspace],
  );

  const claim = useCallback(
    async (count: number): Promise<ClaimAnswer | null> => {
      const url = workspaceUrl(workspace, `${queuePath}/claims`);
      const answer = await callApi(claimAnswerSchema, url, { method: "POST", body: { count } });
      if (isHere.current) return answer;
      release(answer.items.map(item => item.lease));
      return null;
    },
    [workspace, release],
  );

  useEffect(() => {
    isHere.current = true;
    const timer = setInterval(() => {
      const leases = held.current;
      if (document.hidden || leases.length === 0) return;
      callApiQuietly(workspaceUrl(workspace, `${queuePath}/heartbeats`), {
        method: "POST",
        body: { leases },
      }).catch(() => {});
    }, heartbeatMs);
    const leave = () => release(held.current);
    // A page that comes back from the browser's cache holds leases that were handed back.
    const comeBack = (event: PageTransitionEvent) => event.persisted && window.location.reload();
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", comeBack);
    return () => {
      isHere.current = false;
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", comeBack);
      leave();
    };
  }, [workspace, release]);

  return { claim };
}
