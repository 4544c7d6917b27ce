"use client";

import { Kbd, UnstyledButton } from "@mantine/core";
import { openSpotlight } from "@mantine/spotlight";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Ref } from "react";
import type { Role } from "#lib/workspaces/schemas.ts";
import { AccountMenu } from "./account-menu.tsx";
import { crumbsOf } from "./crumbs.ts";
import classes from "./header.module.css";
import { JobTray } from "./job-tray.tsx";
import { WorkspaceMenu } from "./workspace-menu.tsx";

interface HeaderProps {
  workspace: string;
  workspaces: string[];
  user: { name: string; email: string };
  role: Role | null;
  showsJobs: boolean;
  showsSearch: boolean;
  slotRef: Ref<HTMLDivElement>;
}

export function Header({ workspace, workspaces, user, role, showsJobs, showsSearch, slotRef }: HeaderProps) {
  const crumbs = crumbsOf(usePathname());
  return (
    <header className={classes.header}>
      <WorkspaceMenu workspace={workspace} workspaces={workspaces} />
      {crumbs.map((crumb, place) => (
        <span key={crumb.href} className={classes.crumb}>
          <span aria-hidden="true" className={classes.slash}>
            /
          </span>
          {place < crumbs.length - 1 ? (
            <Link href={crumb.href} className={classes.parent}>
              {crumb.label}
            </Link>
          ) : (
            <span className={place === 0 ? classes.parent : classes.last}>{crumb.label}</span>
          )}
        </span>
      ))}
      <div ref={slotRef} className={classes.slot} />
      {showsJobs && <JobTray workspace={workspace} />}
      {showsSearch && (
        <UnstyledButton className={classes.search} onClick={() => openSpotlight()}>
          <span>Jump to</span>
          <Kbd>Ctrl K</Kbd>
        </UnstyledButton>
      )}
      <AccountMenu user={user} role={role} />
    </header>
  );
}
