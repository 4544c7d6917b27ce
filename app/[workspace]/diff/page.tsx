import type { Metadata } from "next";
import { DiffView } from "#components/curation/diff-view.tsx";
import { RefPair } from "#components/curation/ref-pair.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { diffRefs } from "#lib/curation/diff-refs.ts";
import type { RefDiff } from "#lib/curation/schemas.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { requireReader } from "../require-reader.ts";

export const metadata: Metadata = { title: "Differences" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
}

/** What differs between two refs. */
export default async function Differences({ params, searchParams }: PageProps) {
  const { workspace } = await params;
  const context = await requireReader(workspace);
  const asked = await searchParams;
  const from = [asked.from].flat()[0] ?? "main";
  const to = [asked.to].flat()[0] ?? "main";
  const found = await read(context, from, to);
  return (
    <Page
      title="Differences"
      lead="What somebody would see otherwise who moved from one ref to the other."
      actions={<RefPair key={`${from} ${to}`} workspace={context.workspace} from={from} to={to} />}
    >
      {typeof found === "string" ? (
        <EmptyState title="These refs cannot be compared">
          <p role="alert">{found}</p>
        </EmptyState>
      ) : (
        <DiffView workspace={context.workspace} diff={found} />
      )}
    </Page>
  );
}

type Reader = Awaited<ReturnType<typeof requireReader>>;

/** The differences, or why there are none to show. */
async function read(context: Reader, from: string, to: string): Promise<RefDiff | string> {
  try {
    return await diffRefs(context, { from, to });
  } catch (error) {
    if (isEspalierError(error) && (error.family === "invalid" || error.family === "not_found"))
      return error.message;
    throw error;
  }
}
