"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import table from "#components/ui/list-table.module.css";
import { Moment } from "#components/ui/moment.tsx";
import { Card } from "#components/ui/page.tsx";
import type { KeyItem } from "#lib/workspaces/schemas.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import classes from "./settings.module.css";
import { useChange } from "./use-change.ts";

export function KeysCard({ workspace, keys }: { workspace: string; keys: KeyItem[] }) {
  const [isCreating, dialog] = useDisclosure();
  return (
    <Card flush title="API keys" note={<Button onClick={dialog.open}>New key</Button>}>
      {keys.length === 0 ? (
        <p className={classes.none}>
          No key yet. Agents, trainers and the command line read and write with one.
        </p>
      ) : (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>Name</th>
                <th>May</th>
                <th data-number>Made</th>
                <th data-number>Last used</th>
                <th>
                  <VisuallyHidden>Revoke</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.map(key => (
                <KeyRow key={key.keyId} workspace={workspace} item={key} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <KeyDialog workspace={workspace} opened={isCreating} onClose={dialog.close} />
    </Card>
  );
}

function KeyRow({ workspace, item }: { workspace: string; item: KeyItem }) {
  const change = useChange(workspace);
  return (
    <tr data-tall className={item.revokedAt === null ? undefined : classes.revoked}>
      <td>{item.name}</td>
      <td data-grow data-quiet>
        {item.scopes.join(", ")}
      </td>
      <td data-number data-quiet>
        <Moment at={item.createdAt} />
      </td>
      <td data-number data-quiet>
        {item.lastUsedAt ? <Moment at={item.lastUsedAt} /> : "never"}
      </td>
      <td data-number data-quiet>
        {item.revokedAt ? (
          <>
            revoked <Moment at={item.revokedAt} />
          </>
        ) : (
          <ConfirmButton
            label="Revoke"
            title={`Revoke ${item.name}?`}
            words="Whatever uses this key is refused from now on. It cannot be brought back."
            isBusy={change.isPending}
            onConfirm={() =>
              change.mutate({
                path: `keys/${item.keyId}`,
                method: "DELETE",
                done: `${item.name} was revoked.`,
              })
            }
          />
        )}
      </td>
    </tr>
  );
}
