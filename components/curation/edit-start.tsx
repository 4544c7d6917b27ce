"use client";

import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconGitBranch, IconPencil, IconPlus } from "@tabler/icons-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { NewBranchDialog } from "./new-branch-dialog.tsx";
import { atRef } from "./refs.ts";
import { useBranches } from "./use-branches.ts";

/** Branches that the menu offers. */
const offered = 8;

/** What cannot be edited itself is edited on a branch: a new one, or one that stands. */
export function EditStart({ workspace, at }: { workspace: string; at: string }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const branches = useBranches(workspace);
  const [isMaking, making] = useDisclosure();
  const go = (branch: string) => router.push(atRef(path, branch, search.toString()));
  const others = (branches.data ?? []).filter(item => item.branch !== "main").slice(0, offered);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconPencil size={15} stroke={1.6} aria-hidden="true" />}>Edit</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={making.open}>
            On a new branch
          </Menu.Item>
          {others.map(item => (
            <Menu.Item
              key={item.branch}
              leftSection={<IconGitBranch size={14} aria-hidden="true" />}
              onClick={() => go(item.branch)}
            >
              On {item.branch}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <NewBranchDialog
        workspace={workspace}
        from={at}
        opened={isMaking}
        onClose={making.close}
        onCreated={go}
      />
    </>
  );
}
