import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CompareScreen } from "#components/labeling/compare-screen.tsx";
import { requireMember } from "#lib/http/principal.ts";

export const metadata: Metadata = { title: "Label" };

export default async function Label({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { principal, scopes } = await requireMember(workspace);
  if (principal.kind !== "member" || !scopes.includes("label")) redirect(`/${workspace}`);
  return (
    <CompareScreen workspace={workspace} memberId={principal.memberId} isLead={scopes.includes("publish")} />
  );
}
