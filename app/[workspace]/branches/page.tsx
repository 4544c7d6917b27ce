import type { Metadata } from "next";
import { BranchTable, NewBranchButton } from "#components/curation/branch-table.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { listBranches } from "#lib/curation/list-branches.ts";
import { requireReader } from "../require-reader.ts";

export const metadata: Metadata = { title: "Branches" };

export default async function Branches({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  const branches = await listBranches(context);
  const mayCurate = context.scopes.includes("curate");
  return (
    <Page
      title="Branches"
      lead="A branch sees what main saw when it was made, with its own edits over it. Nothing is copied."
      actions={mayCurate && <NewBranchButton workspace={context.workspace} />}
    >
      <Card flush>
        <BranchTable
          workspace={context.workspace}
          branches={branches}
          mayCurate={mayCurate}
          me={context.principal.kind === "member" ? context.principal.memberId : null}
        />
        {branches.length < 2 && (
          <EmptyState title="No branch beside main yet">
            <p>Make one to exclude, relabel or redact without touching main.</p>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
