"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import Link from "next/link";
import { Moment } from "#components/ui/moment.tsx";
import classes from "./version-menu.module.css";

export interface VersionChoice {
  version: number;
  rows: string;
  publishedAt: string;
}

interface VersionMenuProps {
  workspace: string;
  corpus: string;
  current: number;
  versions: VersionChoice[];
}

export function VersionMenu({ workspace, corpus, current, versions }: VersionMenuProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`v${current}, other versions`}>
          v{current} <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.list}>
        {versions.map(choice => (
          <Menu.Item
            key={choice.version}
            component={Link}
            href={`/${workspace}/corpora/${corpus}/v${choice.version}`}
            rightSection={choice.version === current ? <IconCheck size={14} aria-label="shown" /> : undefined}
          >
            <strong>v{choice.version}</strong>{" "}
            <span className={classes.note}>
              {choice.rows}, <Moment at={choice.publishedAt} />
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
