import { redirect } from "next/navigation";
import { requireMember } from "#lib/http/principal.ts";

/** The member behind a page that shows agents, runs and rewards. Labelers judge blind: they are sent to their work. */
export async function requireReader(workspace: string) {
  const context = await requireMember(workspace);
  if (!context.scopes.includes("read")) redirect(`/${workspace}/label`);
  return context;
}
