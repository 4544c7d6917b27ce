"use client";

import { Button, Select, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import table from "#components/ui/list-table.module.css";
import { Moment } from "#components/ui/moment.tsx";
import { Card } from "#components/ui/page.tsx";
import { type MemberItem, roles } from "#lib/workspaces/schemas.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import classes from "./settings.module.css";
import { useChange } from "./use-change.ts";

interface MembersCardProps {
  workspace: string;
  members: MemberItem[];
  me: string | null;
}

export function MembersCard({ workspace, members, me }: MembersCardProps) {
  const [isInviting, dialog] = useDisclosure();
  return (
    <Card flush title="Members" note={<Button onClick={dialog.open}>Invite</Button>}>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>Name</th>
              <th>Email</th>
              <th>Role</th>
              <th data-number>Member since</th>
              <th>
                <VisuallyHidden>Remove</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map(member => (
              <MemberRow
                key={member.memberId}
                workspace={workspace}
                member={member}
                isMe={member.memberId === me}
              />
            ))}
          </tbody>
        </table>
      </div>
      <InviteDialog workspace={workspace} opened={isInviting} onClose={dialog.close} />
    </Card>
  );
}

function MemberRow({ workspace, member, isMe }: { workspace: string; member: MemberItem; isMe: boolean }) {
  const change = useChange(workspace);
  const path = `members/${member.memberId}`;
  return (
    <tr data-tall>
      <td>
        {member.name}
        {isMe && <span className={classes.quiet}> you</span>}
      </td>
      <td data-grow data-quiet>
        {member.email}
      </td>
      <td>
        <Select
          aria-label={`Role of ${member.name}`}
          className={classes.role}
          data={[...roles]}
          value={member.role}
          disabled={isMe || change.isPending}
          onChange={role =>
            role &&
            change.mutate({ path, method: "PATCH", body: { role }, done: `${member.name} is now ${role}.` })
          }
        />
      </td>
      <td data-number data-quiet>
        <Moment at={member.createdAt} />
      </td>
      <td data-number>
        {!isMe && (
          <ConfirmButton
            label="Remove"
            title={`Remove ${member.name}?`}
            words="They can no longer open this workspace. What they judged stays."
            isBusy={change.isPending}
            onConfirm={() => change.mutate({ path, method: "DELETE", done: `${member.name} was removed.` })}
          />
        )}
      </td>
    </tr>
  );
}
