"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import Link from "next/link";
import classes from "./header.module.css";

export function WorkspaceMenu({ workspace, workspaces }: { workspace: string; workspaces: string[] }) {
  if (workspaces.length < 2) return <span className={classes.workspace}>{workspace}</span>;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.workspace} aria-label={`${workspace}, other workspaces`}>
          {workspace} <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {workspaces.map(name => (
          <Menu.Item
            key={name}
            component={Link}
            href={`/${name}`}
            rightSection={name === workspace ? <IconCheck size={14} aria-label="current" /> : undefined}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
