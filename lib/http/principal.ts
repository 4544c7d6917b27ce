import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Context } from "#lib/service/context.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { type SignedInUser, userOf } from "#lib/workspaces/auth.ts";
import { contextOfUser } from "#lib/workspaces/resolve-principal.ts";

/** For server components: who is signed in. */
export async function currentUser(): Promise<SignedInUser | null> {
  return userOf(await headers());
}

/** For pages of a workspace: the member's context. Goes to sign-in without a session, to 404 without a membership. */
export async function requireMember(workspace: string): Promise<Context> {
  const user = await currentUser();
  if (!user) {
    const path = (await headers()).get("x-path") ?? `/${encodeURIComponent(workspace)}`;
    redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  try {
    return await contextOfUser(user, workspace);
  } catch (error) {
    if (isEspalierError(error) && error.family === "not_found") notFound();
    throw error;
  }
}
