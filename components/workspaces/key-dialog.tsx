"use client";

import { Button, Checkbox, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { createdKeySchema, type Scope, scopes } from "#lib/workspaces/schemas.ts";
import classes from "./settings.module.css";
import { useCreate } from "./use-change.ts";

const scopeWords: Record<Scope, string> = {
  ingest: "append trajectories, rewards and preferences",
  read: "read everything in the workspace",
  label: "take and judge items",
  curate: "edit on branches",
  publish: "judge by reward, publish corpora",
  admin: "members and keys",
};

interface KeyDialogProps {
  workspace: string;
  opened: boolean;
  onClose: () => void;
}

export function KeyDialog({ workspace, opened, onClose }: KeyDialogProps) {
  const create = useCreate(workspace, "keys", createdKeySchema);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ name: form.get("name"), scopes: form.getAll("scopes") });
  }
  function close() {
    create.reset();
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={close} title={create.data ? `Key ${create.data.name}` : "New API key"}>
      {create.data ? (
        <div className={classes.form}>
          <p className={classes.words}>Copy it now. It is shown only this once and kept only as a hash.</p>
          <CodeBlock code={create.data.key} />
          <div className={classes.actions}>
            <Button onClick={close}>Done</Button>
          </div>
        </div>
      ) : (
        <form onSubmit={submit} className={classes.form}>
          <TextInput
            name="name"
            label="Name"
            description="What it is for, such as the trainer that uses it."
            required
            data-autofocus
          />
          <fieldset className={classes.scopes}>
            <legend className={classes.legend}>It may</legend>
            {scopes.map(scope => (
              <Checkbox
                key={scope}
                name="scopes"
                value={scope}
                label={scope}
                description={scopeWords[scope]}
                defaultChecked={scope === "read"}
              />
            ))}
          </fieldset>
          {create.error && (
            <p role="alert" className={classes.refused}>
              {reasonOf(create.error)}
            </p>
          )}
          <div className={classes.actions}>
            <Button type="submit" variant="filled" loading={create.isPending}>
              Make key
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
