"use client";

import { Popover, TextInput, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconGitBranch, IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { HeaderSlot } from "#components/shell/header-slot.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { count } from "#components/ui/format.ts";
import type { BranchItem } from "#lib/curation/schemas.ts";
import classes from "./branch-switcher.module.css";
import { NewBranchDialog } from "./new-branch-dialog.tsx";
import { atRef, readRef, refIn } from "./refs.ts";
import { useBranches, useCommits } from "./use-branches.ts";

interface BranchSwitcherProps {
  workspace: string;
  mayCurate: boolean;
  /** The pinned ref that the view was read at. */
  pinned?: string;
}

/** Which ref the view reads, in the header, and the way to another. */
export function BranchSwitcher({ workspace, mayCurate, pinned }: BranchSwitcherProps) {
  const search = useSearchParams();
  const at = refIn(search.get("at"));
  const { branch, pin } = readRef(at);
  const branches = useBranches(workspace);
  const current = branches.data?.find(item => item.branch === branch);
  return (
    <HeaderSlot>
      <span className={classes.place} data-on-branch={branch === "main" ? undefined : true}>
        <RefMenu
          workspace={workspace}
          at={at}
          pinned={pinned}
          branches={branches.data ?? []}
          mayCurate={mayCurate}
        />
        {pin !== null && <Chip>pinned</Chip>}
        {branch !== "main" && pin === null && current && (
          <span className={classes.ahead}>
            {aheadText(current)}
            {current.baseRef && `, on ${current.baseRef}`}
          </span>
        )}
      </span>
      {mayCurate && branch !== "main" && pin === null && (
        <ButtonLink href={`/${workspace}/merge-requests?new=${encodeURIComponent(branch)}`}>
          Open merge request
        </ButtonLink>
      )}
    </HeaderSlot>
  );
}

export function aheadText({ ahead, behind }: Pick<BranchItem, "ahead" | "behind">): string {
  return `${count(ahead)} ahead of main${behind > 0 ? `, ${count(behind)} behind` : ""}`;
}

interface RefMenuProps {
  workspace: string;
  at: string;
  pinned?: string;
  branches: BranchItem[];
  mayCurate: boolean;
}

function RefMenu({ workspace, at, pinned, branches, mayCurate }: RefMenuProps) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [isOpen, menu] = useDisclosure();
  const [isMaking, making] = useDisclosure();
  const hrefAt = (ref: string) => atRef(path, ref, search.toString());
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={opened => !opened && menu.close()}
        position="bottom-start"
        shadow="md"
        width={320}
        transitionProps={{ duration: 0 }}
        trapFocus
      >
        <Popover.Target>
          <UnstyledButton className={classes.chip} onClick={menu.toggle} aria-label={`Branch: ${at}`}>
            <IconGitBranch size={14} stroke={1.8} aria-hidden="true" />
            <span className={classes.name}>{at}</span>
            <IconChevronDown size={13} aria-hidden="true" />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.menu}>
          <RefList
            workspace={workspace}
            at={at}
            pinned={pinned}
            branches={branches}
            hrefAt={hrefAt}
            onChosen={menu.close}
          />
          {mayCurate && (
            <UnstyledButton
              className={classes.make}
              onClick={() => {
                menu.close();
                making.open();
              }}
            >
              <IconPlus size={14} aria-hidden="true" /> New branch from here
            </UnstyledButton>
          )}
        </Popover.Dropdown>
      </Popover>
      <NewBranchDialog
        workspace={workspace}
        from={at}
        opened={isMaking}
        onClose={making.close}
        onCreated={branch => router.push(hrefAt(branch))}
      />
    </>
  );
}

interface RefListProps {
  workspace: string;
  at: string;
  pinned?: string;
  branches: BranchItem[];
  hrefAt: (ref: string) => string;
  onChosen: () => void;
}

/** Commits of the branch that the menu lists. */
const listedPins = 6;

function RefList({ workspace, at, pinned, branches, hrefAt, onChosen }: RefListProps) {
  const [wanted, setWanted] = useState("");
  const { branch } = readRef(at);
  const commits = useCommits(workspace, branch, true);
  const bases = branches.flatMap(item =>
    item.baseRef && readRef(item.baseRef).branch === branch ? item.baseRef : [],
  );
  const refs = [pinned ?? [], (commits.data ?? []).map(commit => commit.ref), bases].flat();
  const pins = [...new Set(refs)].filter(ref => Number(readRef(ref).pin ?? 0) > 0);
  const matching = branches.filter(item => item.branch.includes(wanted.trim().toLowerCase()));
  return (
    <>
      <TextInput
        aria-label="Find a branch"
        placeholder="Find a branch"
        value={wanted}
        onChange={event => setWanted(event.currentTarget.value)}
        data-autofocus
      />
      <ul className={classes.list}>
        {matching.map(item => (
          <li key={item.branch}>
            <RefLink href={hrefAt(item.branch)} isCurrent={item.branch === at} onClick={onChosen}>
              <span className={classes.name}>{item.branch}</span>
              <span className={classes.quiet}>
                {item.branch === "main" ? "" : `${count(item.ahead)} ahead`}
              </span>
            </RefLink>
          </li>
        ))}
        {matching.length === 0 && <li className={classes.none}>No branch is called that</li>}
      </ul>
      {pins.length > 0 && <div className={classes.title}>{branch}, as it was</div>}
      <ul className={classes.list}>
        {pins.slice(0, listedPins).map(ref => (
          <li key={ref}>
            <RefLink href={hrefAt(ref)} isCurrent={ref === at} onClick={onChosen}>
              <code>{ref}</code>
              <span className={classes.quiet}>pinned</span>
            </RefLink>
          </li>
        ))}
      </ul>
    </>
  );
}

interface RefLinkProps {
  href: string;
  isCurrent: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function RefLink({ href, isCurrent, onClick, children }: RefLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={classes.ref}
      aria-current={isCurrent ? "true" : undefined}
      onClick={onClick}
    >
      {children}
    </Link>
  );
}
