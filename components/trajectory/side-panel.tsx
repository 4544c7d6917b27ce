"use client";

import { Tabs } from "@mantine/core";
import { useState } from "react";
import { HistoryTab } from "#components/curation/history-tab.tsx";
import { DetailsTab } from "./details-tab.tsx";
import { PreferencesTab } from "./preferences-tab.tsx";
import { RewardsTab } from "./rewards-tab.tsx";
import classes from "./side-panel.module.css";
import type { TrajectoryFacts } from "./trajectory-facts.ts";

/** What is known about a run beside the run itself. */
export function SidePanel({ workspace, trajectory }: { workspace: string; trajectory: TrajectoryFacts }) {
  const [tab, setTab] = useState<string | null>(trajectory.comparisons > 0 ? "preferences" : "rewards");
  return (
    <aside className={classes.panel} aria-label="About this trajectory">
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List className={classes.list}>
          <Tabs.Tab value="rewards">
            Rewards <TabCount value={trajectory.rewardHistory.length} />
          </Tabs.Tab>
          <Tabs.Tab value="preferences">
            Preferences <TabCount value={trajectory.comparisons} />
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
          <Tabs.Tab value="details">Details</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rewards" className={classes.body}>
          <RewardsTab rewards={trajectory.rewardHistory} />
        </Tabs.Panel>
        <Tabs.Panel value="preferences" className={classes.body}>
          <PreferencesTab workspace={workspace} trajectory={trajectory} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes.body}>
          <HistoryTab workspace={workspace} recordId={trajectory.trajectoryId} />
        </Tabs.Panel>
        <Tabs.Panel value="details" className={classes.body}>
          <DetailsTab trajectory={trajectory} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

function TabCount({ value }: { value: number }) {
  return value > 0 ? <span className={classes.number}>{value}</span> : null;
}
