"use client";

import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { nameLength } from "#lib/trajectories/schemas.ts";
import { writtenValue } from "./field-words.ts";
import form from "./form.module.css";
import classes from "./record-edits.module.css";

interface EditDialogProps {
  opened: boolean;
  onClose: () => void;
  isSaving: boolean;
  onSave: (message: string, changes: Record<string, unknown>) => void;
}

export function TaskDialog({ task, onSave, isSaving, ...dialog }: EditDialogProps & { task: string }) {
  const [wanted, setWanted] = useState(task);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(`Task: ${wanted.trim()}`, { task: wanted.trim() });
  }
  return (
    <Dialog {...dialog} title="Task">
      <form onSubmit={submit} className={form.form}>
        <TextInput
          label="Task"
          description="Runs of one task are compared with one another."
          value={wanted}
          maxLength={nameLength}
          onChange={event => setWanted(event.currentTarget.value)}
          required
          data-autofocus
        />
        <SaveLine isSaving={isSaving} disabled={wanted.trim() === "" || wanted.trim() === task} />
      </form>
    </Dialog>
  );
}

export function TagsDialog({ tags, onSave, isSaving, ...dialog }: EditDialogProps & { tags: string[] }) {
  const [kept, setKept] = useState(tags);
  const [wanted, setWanted] = useState("");
  const added = wanted.trim();
  const all = added === "" || kept.includes(added) ? kept : [...kept, added];
  const removed = tags.filter(tag => !all.includes(tag));
  const made = all.filter(tag => !tags.includes(tag));

  function submit(event: FormEvent) {
    event.preventDefault();
    const words = [...made.map(tag => `+${tag}`), ...removed.map(tag => `-${tag}`)].join(" ");
    onSave(
      `Tags: ${words}`,
      Object.fromEntries([
        ...made.map(tag => [`tags/${tag}`, true]),
        ...removed.map(tag => [`tags/${tag}`, false]),
      ]),
    );
  }
  return (
    <Dialog {...dialog} title="Tags">
      <form onSubmit={submit} className={form.form}>
        <div className={classes.tags}>
          {kept.map(tag => (
            <span key={tag} className={classes.tag}>
              {tag}
              <ActionIcon
                size={20}
                aria-label={`Remove ${tag}`}
                onClick={() => setKept(kept.filter(other => other !== tag))}
              >
                <IconX size={13} aria-hidden="true" />
              </ActionIcon>
            </span>
          ))}
          {kept.length === 0 && <span className={form.words}>No tag yet</span>}
        </div>
        <TextInput
          label="Add a tag"
          value={wanted}
          maxLength={nameLength}
          onChange={event => setWanted(event.currentTarget.value)}
          data-autofocus
        />
        <SaveLine isSaving={isSaving} disabled={made.length + removed.length === 0} />
      </form>
    </Dialog>
  );
}

export function MetadataDialog({ onSave, isSaving, ...dialog }: EditDialogProps) {
  const [member, setMember] = useState("");
  const [text, setText] = useState("");
  const path = `metadata/${member.trim()}`;
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(`Metadata: ${member.trim()}`, { [path]: writtenValue(path, text) });
  }
  return (
    <Dialog {...dialog} title="Metadata">
      <form onSubmit={submit} className={form.form}>
        <TextInput
          label="Member"
          value={member}
          maxLength={nameLength}
          onChange={event => setMember(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Textarea
          label="Value"
          description="JSON; anything else is taken as text"
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={12}
          required
        />
        <SaveLine isSaving={isSaving} disabled={member.trim() === "" || text === ""} />
      </form>
    </Dialog>
  );
}

function SaveLine({ isSaving, disabled }: { isSaving: boolean; disabled: boolean }) {
  return (
    <div className={form.actions}>
      <Button type="submit" variant="filled" loading={isSaving} disabled={disabled}>
        Save
      </Button>
    </div>
  );
}
