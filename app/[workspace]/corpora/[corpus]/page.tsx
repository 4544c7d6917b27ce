import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PublishNext } from "#components/corpora/publish-next.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { Card, Page } from "#components/ui/page.tsx";
import { listCorpora } from "#lib/corpora/list-corpora.ts";
import { requireReader } from "../../require-reader.ts";

interface PageProps {
  params: Promise<{ workspace: string; corpus: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: (await params).corpus };
}

/** The latest version of a corpus, or the way to its first. */
export default async function Corpus({ params }: PageProps) {
  const { workspace, corpus } = await params;
  const context = await requireReader(workspace);
  const item = (await listCorpora(context)).find(candidate => candidate.corpus === corpus);
  if (!item) notFound();
  if (item.latestVersion !== null) redirect(`/${workspace}/corpora/${corpus}/v${item.latestVersion}`);
  return (
    <Page
      title={item.corpus}
      lead={
        <>
          <code>{item.filter}</code>, recipe <code>{item.recipe}</code>
        </>
      }
    >
      <Card>
        <EmptyState title="Not yet published">
          <p>Its first version freezes what the slice holds now.</p>
          {context.scopes.includes("publish") && (
            <PublishNext workspace={workspace} corpus={corpus} next={1} />
          )}
        </EmptyState>
      </Card>
    </Page>
  );
}
