"use client";

import { Popover, SegmentedControl, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconLogout } from "@tabler/icons-react";
import { callApiQuietly, reasonOf } from "#components/ui/api.ts";
import type { Role } from "#lib/workspaces/schemas.ts";
import classes from "./header.module.css";

const schemes = [
  { value: "auto", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

async function signOut() {
  try {
    await callApiQuietly("/api/auth/sign-out", { method: "POST", body: {} });
    // A full load, so that nothing of this account stays in memory.
    window.location.assign("/sign-in");
  } catch (error) {
    notifications.show({ color: "red", message: `Not signed out. ${reasonOf(error)}` });
  }
}

export function AccountMenu({ user, role }: { user: { name: string; email: string }; role: Role | null }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const mounted = useMounted();
  return (
    <Popover position="bottom-end" width={232} shadow="md" transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <UnstyledButton className={classes.account} aria-label={`Account of ${user.name}`}>
          {(user.name[0] ?? "?").toUpperCase()}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <div className={classes.who}>
          <div>
            {user.name}
            {role && <span className={classes.email}> · {role}</span>}
          </div>
          <div className={classes.email}>{user.email}</div>
        </div>
        <div className={classes.scheme}>
          <SegmentedControl
            fullWidth
            aria-label="Colours"
            data={[...schemes]}
            value={mounted ? colorScheme : "auto"}
            onChange={value => setColorScheme(value)}
          />
        </div>
        <UnstyledButton className={classes.signOut} onClick={signOut}>
          <IconLogout size={15} aria-hidden="true" /> Sign out
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  );
}
