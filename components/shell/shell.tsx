"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { Role, Scope } from "#lib/workspaces/schemas.ts";
import { Header } from "./header.tsx";
import { HeaderSlotProvider } from "./header-slot.tsx";
import { Rail } from "./rail.tsx";
import { screensFor } from "./screens.ts";
import classes from "./shell.module.css";

const CommandPalette = dynamic(() => import("./command-palette.tsx").then(file => file.CommandPalette), {
  ssr: false,
});

export interface ShellProps {
  workspace: string;
  workspaces: string[];
  role: Role | null;
  scopes: Scope[];
  user: { name: string; email: string };
  children: ReactNode;
}

/** Screens that are mostly rows or columns get the narrow rail. */
const wideScreens = ["trajectories", "label"];

export function Shell({ workspace, workspaces, role, scopes, user, children }: ShellProps) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const screen = usePathname().split("/")[2] ?? "";
  const available = screensFor(scopes);
  // The rail names agents and runs, which a labeler must not see.
  const hasRail = role !== "labeler";
  return (
    <HeaderSlotProvider value={slot}>
      <div
        className={classes.shell}
        data-compact={wideScreens.includes(screen) || undefined}
        data-bare={!hasRail || undefined}
      >
        <a href="#main" className={classes.skip}>
          Skip to the content
        </a>
        {hasRail && <Rail workspace={workspace} screens={available} />}
        <Header
          workspace={workspace}
          workspaces={workspaces}
          user={user}
          role={role}
          showsJobs={scopes.includes("read")}
          showsSearch={hasRail}
          slotRef={setSlot}
        />
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      {hasRail && <CommandPalette workspace={workspace} screens={available} />}
    </HeaderSlotProvider>
  );
}
