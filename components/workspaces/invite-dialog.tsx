"use client";

import { Button, Select, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { reasonOf } from "#components/ui/api.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type InvitedMember, invitedMemberSchema, roles } from "#lib/workspaces/schemas.ts";
import classes from "./settings.module.css";
import { useCreate } from "./use-change.ts";

interface InviteDialogProps {
  workspace: string;
  opened: boolean;
  onClose: () => void;
}

const roleChoices = roles.map(role => ({ value: role, label: role }));

export function InviteDialog({ workspace, opened, onClose }: InviteDialogProps) {
  const invite = useCreate(workspace, "members", invitedMemberSchema);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    invite.mutate({ email: form.get("email"), name: form.get("name"), role: form.get("role") });
  }
  function close() {
    invite.reset();
    onClose();
  }

  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={invite.data ? `${invite.data.name} is a member` : "Invite a member"}
    >
      {invite.data ? (
        <Welcome member={invite.data} onClose={close} />
      ) : (
        <form onSubmit={submit} className={classes.form}>
          <TextInput name="email" type="email" label="Email" required data-autofocus />
          <TextInput name="name" label="Name" required maxLength={100} />
          <Select
            name="role"
            label="Role"
            description="Labelers judge blind and see nothing else. Curators read and edit, leads also publish, owners do everything."
            data={roleChoices}
            defaultValue="labeler"
          />
          {invite.error && (
            <p role="alert" className={classes.refused}>
              {reasonOf(invite.error)}
            </p>
          )}
          <div className={classes.actions}>
            <Button type="submit" variant="filled" loading={invite.isPending}>
              Invite
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function Welcome({ member, onClose }: { member: InvitedMember; onClose: () => void }) {
  return (
    <div className={classes.form}>
      {member.initialPassword === null ? (
        <p className={classes.words}>{member.email} has an account already and signs in with its password.</p>
      ) : (
        <>
          <p className={classes.words}>Tell them this password for {member.email}. It is shown only now.</p>
          <CodeBlock code={member.initialPassword} />
        </>
      )}
      <div className={classes.actions}>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
