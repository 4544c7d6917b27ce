"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { callApi, workspaceUrl } from "#components/ui/api.ts";
import { Chip } from "#components/ui/chip.tsx";
import { counted } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import { ErrorNotice } from "#components/ui/notice.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import { type CommitItem, commitDetailSchema } from "#lib/curation/schemas.ts";
import classes from "./commit-list.module.css";
import { RecordChanges } from "./record-changes.tsx";
import { branchPath } from "./refs.ts";
import { useRevert } from "./use-commit.tsx";

interface CommitListProps {
  workspace: string;
  branch: string;
  commits: CommitItem[];
  mayRevert: boolean;
  me: string | null;
}

/** Commits, newest first; each opens what it changed. */
export function CommitList({ workspace, branch, commits, mayRevert, me }: CommitListProps) {
  if (commits.length === 0) return <p className={classes.none}>No commit yet.</p>;
  return (
    <ol className={classes.list}>
      {commits.map(commit => (
        <Commit
          key={commit.no}
          workspace={workspace}
          branch={branch}
          commit={commit}
          mayRevert={mayRevert}
          me={me}
        />
      ))}
    </ol>
  );
}

function Commit({
  workspace,
  branch,
  commit,
  mayRevert,
  me,
}: Omit<CommitListProps, "commits"> & { commit: CommitItem }) {
  const [isOpen, setOpen] = useState(false);
  const revert = useRevert(workspace);
  const isRevertible =
    branch === "main" ? commit.kind === "merge" : commit.kind === "edit" || commit.kind === "revert";
  return (
    <li className={classes.commit}>
      <div className={classes.line}>
        <span className={classes.message}>{commit.message}</span>
        {commit.kind !== "edit" && <Chip>{commit.kind}</Chip>}
        <span className={classes.facts}>
          <code>{commit.ref}</code>
          <span title={commit.author}>{actorWords(commit.author, me)}</span>
          <Moment at={commit.at} />
        </span>
        {commit.changes > 0 && (
          <Button size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {counted(commit.changes, "change")}
          </Button>
        )}
        {mayRevert && isRevertible && commit.changes > 0 && (
          <Button
            size="compact-sm"
            loading={revert.isPending}
            aria-label={`Revert ${commit.message}`}
            onClick={() => revert.mutate({ branch, no: commit.no, message: commit.message })}
          >
            Revert
          </Button>
        )}
      </div>
      {isOpen && <CommitChanges workspace={workspace} branch={branch} no={commit.no} />}
    </li>
  );
}

function CommitChanges({ workspace, branch, no }: { workspace: string; branch: string; no: number }) {
  const commit = useQuery({
    queryKey: ["branches", workspace, branch, "commits", no],
    queryFn: ({ signal }) =>
      callApi(commitDetailSchema, workspaceUrl(workspace, branchPath(branch, `/commits/${no}`)), { signal }),
  });
  if (commit.isError)
    return (
      <ErrorNotice
        what="The changes could not be loaded."
        error={commit.error}
        onRetry={() => commit.refetch()}
      />
    );
  if (!commit.data) return null;
  if (commit.data.fieldChanges.length === 0)
    return <p className={classes.none}>It adds a record, and changes no field of another.</p>;
  return (
    <RecordChanges
      workspace={workspace}
      changes={commit.data.fieldChanges.map(change => ({ ...change, title: null }))}
      beforeAt={branch === "main" ? null : `${branch}@${no - 1}`}
      at={commit.data.ref}
    />
  );
}
