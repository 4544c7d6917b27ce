import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PublishForm } from "#components/corpora/publish-form.tsx";
import { Page } from "#components/ui/page.tsx";
import { listCorpora } from "#lib/corpora/list-corpora.ts";
import { requireReader } from "../../require-reader.ts";
import { readPublishParams } from "./search-params.ts";

export const metadata: Metadata = { title: "New corpus" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewCorpus({ params, searchParams }: PageProps) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  if (!context.scopes.includes("publish")) redirect(`/${workspace}/corpora`);
  const corpora = await listCorpora(context);
  const { filter, recipe } = readPublishParams(await searchParams);
  return (
    <Page title="New corpus" lead="Nothing is written until you publish; a published version never changes.">
      <PublishForm
        workspace={context.workspace}
        filter={filter}
        recipe={recipe}
        taken={corpora.map(item => item.corpus)}
      />
    </Page>
  );
}
