"use client";

import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { OutcomeStatus } from "#lib/trajectories/schemas.ts";
import { outcomeStatuses } from "#lib/trajectories/schemas.ts";
import { EditStart } from "./edit-start.tsx";
import { useRecordPlace } from "./record-context.tsx";
import { MetadataDialog, TagsDialog, TaskDialog } from "./record-dialogs.tsx";
import classes from "./record-edits.module.css";
import { useCommit } from "./use-commit.tsx";

interface RecordEditsProps {
  task: string;
  outcome: OutcomeStatus | null;
  excluded: boolean;
  tags: string[];
}

/** What can be changed of a trajectory beside its steps, each change one commit of the branch. */
export function RecordEdits({ task, outcome, excluded, tags }: RecordEditsProps) {
  const place = useRecordPlace();
  const commit = useCommit(place?.workspace ?? "");
  const [dialog, setDialog] = useState<"task" | "tags" | "metadata" | null>(null);
  if (!place) return null;
  const { workspace, trajectoryId, branch, at } = place;
  if (branch === null) return <EditStart workspace={workspace} at={at} />;

  function save(message: string, changes: Record<string, unknown>) {
    if (branch === null) return;
    const edits = Object.entries(changes).map(([path, value]) => ({
      recordKind: "trajectory" as const,
      recordId: trajectoryId,
      path,
      value,
    }));
    commit.mutate({ branch, message, edits }, { onSuccess: () => setDialog(null) });
  }
  const close = () => setDialog(null);
  const common = { opened: true, onClose: close, isSaving: commit.isPending, onSave: save };

  return (
    <div className={classes.bar} role="toolbar" aria-label="Edit this trajectory">
      <OutcomeMenu outcome={outcome} onChoose={save} />
      <Button onClick={() => setDialog("task")}>Task</Button>
      <Button onClick={() => setDialog("tags")}>Tags</Button>
      <Button onClick={() => setDialog("metadata")}>Metadata</Button>
      <Button
        loading={commit.isPending}
        onClick={() => save(excluded ? "Include a run" : "Exclude a run", { excluded: !excluded })}
      >
        {excluded ? "Include" : "Exclude"}
      </Button>
      {dialog === "task" && <TaskDialog task={task} {...common} />}
      {dialog === "tags" && <TagsDialog tags={tags} {...common} />}
      {dialog === "metadata" && <MetadataDialog {...common} />}
    </div>
  );
}

interface OutcomeMenuProps {
  outcome: OutcomeStatus | null;
  onChoose: (message: string, changes: Record<string, unknown>) => void;
}

function OutcomeMenu({ outcome, onChoose }: OutcomeMenuProps) {
  const choose = (status: OutcomeStatus | null) =>
    onChoose(`Outcome: ${status ?? "none"}`, { outcome: status && { status } });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={13} aria-hidden="true" />}>Outcome</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {[...outcomeStatuses, null].map(status => (
          <Menu.Item
            key={status ?? "none"}
            disabled={status === outcome}
            rightSection={status === outcome ? <IconCheck size={14} aria-label="now" /> : undefined}
            onClick={() => choose(status)}
          >
            {status ?? "none"}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
