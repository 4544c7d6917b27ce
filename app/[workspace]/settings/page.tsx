import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Page } from "#components/ui/page.tsx";
import { KeysCard } from "#components/workspaces/keys-card.tsx";
import { MembersCard } from "#components/workspaces/members-card.tsx";
import { listKeys } from "#lib/workspaces/list-keys.ts";
import { listMembers } from "#lib/workspaces/list-members.ts";
import classes from "../page.module.css";
import { requireReader } from "../require-reader.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function Settings({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  if (!context.scopes.includes("admin")) redirect(`/${workspace}`);
  const [members, keys] = await Promise.all([listMembers(context), listKeys(context)]);
  const me = context.principal.kind === "member" ? context.principal.memberId : null;
  return (
    <Page title="Settings" lead="Who and what may read and write in this workspace.">
      <div className={classes.stack}>
        <MembersCard workspace={context.workspace} members={members} me={me} />
        <KeysCard workspace={context.workspace} keys={keys} />
      </div>
    </Page>
  );
}
