import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MergeScreen } from "#components/curation/merge-screen.tsx";
import { readMergeRequest } from "#lib/curation/read-merge-request.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { requireReader } from "../../require-reader.ts";

interface PageProps {
  params: Promise<{ workspace: string; number: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Merge request ${(await params).number}` };
}

export default async function MergeRequest({ params }: PageProps) {
  const { workspace, number } = await params;
  const context = await requireReader(workspace);
  const request = await read(context, Number(number));
  return (
    <MergeScreen
      workspace={context.workspace}
      request={request}
      mayCurate={context.scopes.includes("curate")}
      me={context.principal.kind === "member" ? context.principal.memberId : null}
    />
  );
}

async function read(context: Awaited<ReturnType<typeof requireReader>>, number: number) {
  if (!Number.isSafeInteger(number)) notFound();
  try {
    return await readMergeRequest(context, number);
  } catch (error) {
    if (isEspalierError(error) && error.family === "not_found") notFound();
    throw error;
  }
}
