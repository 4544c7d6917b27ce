import type { Metadata } from "next";
import Link from "next/link";
import { MergeState } from "#components/curation/merge-state.tsx";
import { NewMergeRequest } from "#components/curation/new-merge-request.tsx";
import table from "#components/ui/list-table.module.css";
import { Moment } from "#components/ui/moment.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { actorWords } from "#components/workspaces/actor-words.ts";
import { listBranches } from "#lib/curation/list-branches.ts";
import { listMergeRequests } from "#lib/curation/list-merge-requests.ts";
import { requireReader } from "../require-reader.ts";

export const metadata: Metadata = { title: "Merge requests" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ new?: string | string[] }>;
}

export default async function MergeRequests({ params, searchParams }: PageProps) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  const requests = await listMergeRequests(context);
  const branches = await listBranches(context);
  const me = context.principal.kind === "member" ? context.principal.memberId : null;
  const asked = [(await searchParams).new].flat()[0];
  return (
    <Page
      title="Merge requests"
      lead="What a branch changes, looked at before main has it."
      actions={
        context.scopes.includes("curate") && (
          <NewMergeRequest
            key={asked}
            workspace={context.workspace}
            branches={branches.map(item => item.branch)}
            asked={asked ?? null}
          />
        )
      }
    >
      <Card flush>
        {requests.length === 0 ? (
          <EmptyState title="No merge request yet">
            <p>Edit on a branch, then ask for it to be merged.</p>
          </EmptyState>
        ) : (
          <div className={table.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th data-number>No.</th>
                  <th>Title</th>
                  <th>State</th>
                  <th>From</th>
                  <th>Into</th>
                  <th>By</th>
                  <th data-number>Opened</th>
                </tr>
              </thead>
              <tbody>
                {requests.map(request => (
                  <tr key={request.number}>
                    <td data-number data-quiet>
                      {request.number}
                    </td>
                    <td data-grow>
                      <Link href={`/${workspace}/merge-requests/${request.number}`} className={table.link}>
                        {request.title}
                      </Link>
                    </td>
                    <td>
                      <MergeState state={request.state} />
                    </td>
                    <td>
                      <code>{request.source}</code>
                    </td>
                    <td>
                      <code>{request.target}</code>
                    </td>
                    <td title={request.createdBy}>{actorWords(request.createdBy, me)}</td>
                    <td data-number data-quiet>
                      <Moment at={request.createdAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </Page>
  );
}
