import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { currentUser, requireMember } from "#lib/http/principal.ts";
import { listWorkspaces } from "#lib/workspaces/list-workspaces.ts";

interface LayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export default async function WorkspaceLayout({ params, children }: LayoutProps) {
  const { workspace } = await params;
  const context = await requireMember(workspace);
  const user = await currentUser();
  const workspaces = user ? await listWorkspaces(user.userId) : [];
  const member = context.principal.kind === "member" ? context.principal : null;
  return (
    <Shell
      workspace={context.workspace}
      workspaces={workspaces.map(item => item.workspace)}
      role={member?.role ?? null}
      scopes={[...context.scopes]}
      user={{ name: user?.name ?? "", email: user?.email ?? "" }}
    >
      {children}
    </Shell>
  );
}
