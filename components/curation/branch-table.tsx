"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApiQuietly, workspaceUrl } from "#components/ui/api.ts";
import { count } from "#components/ui/format.ts";
import table from "#components/ui/list-table.module.css";
import { Moment } from "#components/ui/moment.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import type { BranchItem } from "#lib/curation/schemas.ts";
import { NewBranchDialog } from "./new-branch-dialog.tsx";
import { atRef, branchPath, diffHref } from "./refs.ts";
import { RenameBranchDialog } from "./rename-branch-dialog.tsx";
import { UpdateDialog } from "./update-dialog.tsx";
import formClasses from "./use-commit.module.css";
import { sayRefused, useReadAgain } from "./use-commit.tsx";

interface BranchTableProps {
  workspace: string;
  branches: BranchItem[];
  mayCurate: boolean;
  me: string | null;
}

export function BranchTable({ workspace, branches, mayCurate, me }: BranchTableProps) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>Name</th>
            <th data-number>Ahead</th>
            <th data-number>Behind</th>
            <th>Stands on</th>
            <th>Last commit</th>
            <th>By</th>
            <th data-number>When</th>
            {mayCurate && <th aria-label="Actions" />}
          </tr>
        </thead>
        <tbody>
          {branches.map(branch => (
            <tr key={branch.branch}>
              <td>
                <Link
                  href={`/${workspace}/branches/${encodeURIComponent(branch.branch)}`}
                  className={table.link}
                >
                  {branch.branch}
                </Link>
                {branch.isProtected && " (protected)"}
              </td>
              <td data-number>{branch.baseRef === null ? "" : count(branch.ahead)}</td>
              <td data-number>{branch.baseRef === null ? "" : count(branch.behind)}</td>
              <td data-quiet>{branch.baseRef && <code>{branch.baseRef}</code>}</td>
              <td data-grow title={branch.headMessage}>
                {branch.headMessage}
              </td>
              <td title={branch.headAuthor}>{actorWords(branch.headAuthor, me)}</td>
              <td data-number data-quiet>
                <Moment at={branch.headAt} />
              </td>
              {mayCurate && (
                <td data-number>
                  {branch.baseRef !== null && <BranchActions workspace={workspace} branch={branch} />}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BranchActions({ workspace, branch }: { workspace: string; branch: BranchItem }) {
  const [open, setOpen] = useState<"rename" | "update" | null>(null);
  const remove = useDeleteBranch(workspace);
  const name = branch.branch;
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon size={26} aria-label={`Actions of ${name}`}>
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} href={atRef(`/${workspace}/trajectories`, name)}>
            Show its trajectories
          </Menu.Item>
          <Menu.Item component={Link} href={diffHref(workspace, branch.baseRef ?? "main", name)}>
            Compare with its base
          </Menu.Item>
          <Menu.Item component={Link} href={`/${workspace}/merge-requests?new=${encodeURIComponent(name)}`}>
            Open merge request
          </Menu.Item>
          <Menu.Item onClick={() => setOpen("update")}>Update from main</Menu.Item>
          <Menu.Item onClick={() => setOpen("rename")}>Rename</Menu.Item>
          <Menu.Item onClick={() => remove.mutate(name)}>Delete</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "rename" && <RenameBranchDialog workspace={workspace} branch={name} onClose={close} />}
      {open === "update" && <UpdateDialog workspace={workspace} branch={name} onClose={close} />}
    </>
  );
}

/** Deletes a branch; the toast brings it back. */
function useDeleteBranch(workspace: string) {
  const readAgain = useReadAgain(workspace);
  const restore = useMutation({
    mutationFn: (branch: string) =>
      callApiQuietly(workspaceUrl(workspace, branchPath(branch, "/restore")), { method: "POST" }),
    onSuccess: (_answer, branch) => {
      readAgain();
      notifications.show({ message: `${branch} is back` });
    },
    onError: sayRefused,
  });
  return useMutation({
    mutationFn: (branch: string) =>
      callApiQuietly(workspaceUrl(workspace, branchPath(branch)), { method: "DELETE" }),
    onSuccess: (_answer, branch) => {
      readAgain();
      const id = `deleted-${branch}`;
      notifications.show({
        id,
        autoClose: 15_000,
        message: (
          <span className={formClasses.toast}>
            <span>Deleted {branch}</span>
            <Button
              size="compact-sm"
              onClick={() => {
                notifications.hide(id);
                restore.mutate(branch);
              }}
            >
              Undo
            </Button>
          </span>
        ),
      });
    },
    onError: sayRefused,
  });
}

export function NewBranchButton({ workspace }: { workspace: string }) {
  const router = useRouter();
  const [isMaking, making] = useDisclosure();
  return (
    <>
      <Button variant="filled" onClick={making.open}>
        New branch
      </Button>
      <NewBranchDialog
        workspace={workspace}
        from="main"
        opened={isMaking}
        onClose={making.close}
        onCreated={branch => router.push(`/${workspace}/branches/${encodeURIComponent(branch)}`)}
      />
    </>
  );
}
