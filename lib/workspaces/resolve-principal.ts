import { type FoundKey, findKey, markKeyUsed } from "#db/queries/workspaces/keys.ts";
import { findMemberships, type MembershipRow } from "#db/queries/workspaces/members.ts";
import { withWorkspace } from "#db/tenancy.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound, unauthenticated } from "#lib/service/errors.ts";
import { secretFor } from "#lib/service/secret.ts";
import type { SignedInUser } from "#lib/workspaces/auth.ts";
import { userOf } from "#lib/workspaces/auth.ts";
import { parseKey, secretMatches } from "#lib/workspaces/key-format.ts";
import { listWorkspaces } from "#lib/workspaces/list-workspaces.ts";
import { roleScopes, type WorkspaceItem } from "#lib/workspaces/schemas.ts";
import { sharedLookup } from "#lib/workspaces/shared-lookup.ts";

/** The same answer whether a workspace does not exist or is somebody else's. */
export function workspaceNotFound(workspace: string) {
  return notFound(`There is no workspace ${workspace} that you can see.`, { code: "workspace_not_found" });
}

/**
 * Who a request is, in the workspace that its path names: an API key (bearer), else a signed-in member. The key's secret
 * fixes the tenant: a key of another workspace is told that this one does not exist.
 * @throws Unauthenticated, NotFound
 */
export async function resolvePrincipal(headers: Headers, workspace: string): Promise<Context> {
  const bearer = bearerOf(headers);
  if (bearer !== undefined) return contextOfKey(bearer, workspace);
  const user = await userOf(headers);
  if (!user) throw noCredentials();
  return contextOfUser(user, workspace);
}

function bearerOf(headers: Headers): string | undefined {
  const header = headers.get("authorization");
  if (header === null) return undefined;
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(header)?.[1];
  if (bearer === undefined) {
    throw unauthenticated("The Authorization header must be: Bearer KEY.", { code: "invalid_key" });
  }
  return bearer;
}

function noCredentials() {
  return unauthenticated("Sign in, or send an API key as Authorization: Bearer KEY.", {
    code: "no_credentials",
  });
}

/** The workspaces that a request may see: a member's, or the one of its key. @throws Unauthenticated */
export async function visibleWorkspaces(headers: Headers): Promise<WorkspaceItem[]> {
  const bearer = bearerOf(headers);
  if (bearer !== undefined) {
    const { slug, createdAt } = await verifyKey(bearer);
    return [{ workspace: slug, role: null, createdAt: createdAt.toISOString() }];
  }
  const user = await userOf(headers);
  if (!user) throw noCredentials();
  return listWorkspaces(user.userId);
}

export async function contextOfUser(user: SignedInUser, workspace: string): Promise<Context> {
  const membership = (await findMemberships(user.userId)).find(one => one.slug === workspace);
  if (!membership) throw workspaceNotFound(workspace);
  return contextOfMembership(user, membership);
}

export function contextOfMembership(user: SignedInUser, membership: MembershipRow): Context {
  const { workspaceId, slug, memberId, role } = membership;
  return {
    workspaceId,
    workspace: slug,
    principal: { kind: "member", memberId, userId: user.userId, name: user.name, role },
    scopes: roleScopes[role],
  };
}

async function contextOfKey(text: string, workspace: string): Promise<Context> {
  const found = await verifyKey(text);
  if (found.slug !== workspace) throw workspaceNotFound(workspace);
  if (found.stale)
    await withWorkspace(found.workspaceId, tx => markKeyUsed(tx, found.workspaceId, found.keyId));
  return {
    workspaceId: found.workspaceId,
    workspace: found.slug,
    principal: { kind: "key", keyId: found.keyId, name: found.name },
    scopes: found.scopes,
  };
}

const findKeyOnce = sharedLookup(findKey);

/** @throws Unauthenticated unless the key is known, live and whole. */
async function verifyKey(text: string): Promise<FoundKey> {
  const parsed = parseKey(text);
  const found = parsed && (await findKeyOnce(parsed.keyId));
  if (!parsed || !found || !secretMatches(parsed.secret, secretFor("api-key"), found.secretHash)) {
    throw unauthenticated("This API key is not known. Check that it was copied whole.", {
      code: "invalid_key",
    });
  }
  if (found.revoked)
    throw unauthenticated("This API key was revoked. Ask for a new one.", { code: "revoked_key" });
  if (found.expired)
    throw unauthenticated("This API key has expired. Ask for a new one.", { code: "expired_key" });
  return found;
}
