import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CommitList } from "#components/curation/commit-list.tsx";
import { atRef, diffHref } from "#components/curation/refs.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { counted } from "#components/ui/format.ts";
import { Card, Page } from "#components/ui/page.tsx";
import { listBranches } from "#lib/curation/list-branches.ts";
import { listCommits } from "#lib/curation/list-commits.ts";
import { requireReader } from "../../require-reader.ts";

interface PageProps {
  params: Promise<{ workspace: string; branch: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).branch) };
}

/** One branch: what was done on it, commit by commit. */
export default async function Branch({ params }: PageProps) {
  const { workspace, branch: asked } = await params;
  const name = decodeURIComponent(asked);
  const context = await requireReader(workspace);
  const branch = (await listBranches(context)).find(item => item.branch === name);
  if (!branch) notFound();
  const commits = await listCommits(context, name);
  const mayCurate = context.scopes.includes("curate");
  const isMain = branch.baseRef === null;
  return (
    <Page
      title={
        <>
          {name}
          <Chip tone={isMain ? "plain" : "leaf"}>{isMain ? "main" : "branch"}</Chip>
        </>
      }
      lead={
        isMain ? (
          "Everything arrives here; edits come by merges."
        ) : (
          <>
            {counted(branch.ahead, "commit")} ahead of main, {branch.behind} behind. Stands on{" "}
            <code>{branch.baseRef}</code>.
          </>
        )
      }
      actions={
        <>
          <ButtonLink href={atRef(`/${workspace}/trajectories`, name)}>Trajectories</ButtonLink>
          {branch.baseRef && (
            <ButtonLink href={diffHref(workspace, branch.baseRef, name)}>Compare with its base</ButtonLink>
          )}
          {mayCurate && !isMain && (
            <ButtonLink
              href={`/${workspace}/merge-requests?new=${encodeURIComponent(name)}`}
              variant="filled"
            >
              Open merge request
            </ButtonLink>
          )}
        </>
      }
    >
      <Card title="Commits" flush>
        <CommitList
          workspace={context.workspace}
          branch={name}
          commits={commits}
          mayRevert={mayCurate}
          me={context.principal.kind === "member" ? context.principal.memberId : null}
        />
      </Card>
    </Page>
  );
}
