"use client";

import { Tabs } from "@mantine/core";
import { useState } from "react";
import { count } from "#components/ui/format.ts";
import type { MergeRequestDetail } from "#lib/curation/schemas.ts";
import { CommitList } from "./commit-list.tsx";
import { MergeChanges } from "./merge-changes.tsx";
import { MergeConversation } from "./merge-conversation.tsx";
import { MergeHeader } from "./merge-header.tsx";
import classes from "./merge-screen.module.css";
import { MergeSide } from "./merge-side.tsx";
import { useMergeRequest } from "./use-merge-request.ts";

interface MergeScreenProps {
  workspace: string;
  request: MergeRequestDetail;
  mayCurate: boolean;
  me: string | null;
}

/** A merge request: what it would change, what stands in its way, and what people said. */
export function MergeScreen({ workspace, request, mayCurate, me }: MergeScreenProps) {
  const acts = useMergeRequest(workspace, request.number);
  const isOpen = request.state === "open";
  const [tab, setTab] = useState<string | null>(isOpen ? "changes" : "conversation");
  const common = { workspace, request, acts, mayAct: mayCurate && isOpen, me };
  const total = request.changeCount + request.conflicts.length;
  return (
    <div className={classes.screen}>
      <MergeHeader
        request={request}
        acts={acts}
        mayCurate={mayCurate}
        me={me}
        onShow={place => {
          if (place === "conflicts") setTab("changes");
        }}
      />
      <div className={classes.columns}>
        <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs}>
          <Tabs.List>
            <Tabs.Tab value="conversation">
              Conversation <TabCount value={request.comments.length} />
            </Tabs.Tab>
            <Tabs.Tab value="changes">
              Changes <TabCount value={total} />
            </Tabs.Tab>
            <Tabs.Tab value="commits">
              Commits <TabCount value={request.commits.length} />
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="conversation" className={classes.panel}>
            <MergeConversation {...common} />
          </Tabs.Panel>
          <Tabs.Panel value="changes" className={classes.panel}>
            <MergeChanges {...common} />
          </Tabs.Panel>
          <Tabs.Panel value="commits" className={classes.panel}>
            <div className={classes.card}>
              <CommitList
                workspace={workspace}
                branch={request.source}
                commits={request.commits}
                mayRevert={mayCurate && isOpen}
                me={me}
              />
            </div>
          </Tabs.Panel>
        </Tabs>
        <MergeSide workspace={workspace} request={request} />
      </div>
    </div>
  );
}

function TabCount({ value }: { value: number }) {
  return value > 0 ? <span className={classes.number}>{count(value)}</span> : null;
}
