import Link from "next/link";
import { redirect } from "next/navigation";
import { Logo } from "#components/shell/logo.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import table from "#components/ui/list-table.module.css";
import { EmptyState } from "#components/ui/notice.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { currentUser } from "#lib/http/principal.ts";
import { listWorkspaces } from "#lib/workspaces/list-workspaces.ts";

export default async function Start() {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  const workspaces = await listWorkspaces(user.userId);
  const [first] = workspaces;
  if (first && workspaces.length === 1) redirect(`/${first.workspace}`);
  if (!first)
    return (
      <main>
        <EmptyState isPage title="You are not a member of a workspace yet">
          <p>Ask an owner to invite {user.email}, or make one on the server's own machine:</p>
          <CodeBlock code="espalier workspace create my-workspace" />
        </EmptyState>
      </main>
    );
  return (
    <main>
      <Page
        title={
          <>
            <Logo size={22} /> Workspaces
          </>
        }
        narrow
      >
        <Card flush>
          <table className={table.table}>
            <tbody>
              {workspaces.map(item => (
                <tr key={item.workspace}>
                  <td data-grow>
                    <Link href={`/${item.workspace}`} className={table.link}>
                      {item.workspace}
                    </Link>
                  </td>
                  <td data-quiet>{item.role}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      </Page>
    </main>
  );
}
