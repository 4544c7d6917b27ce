import type { Role, Scope } from "#lib/workspaces/schemas.ts";

/** Who asks: a member in a browser, an API key, a job on behalf of either, or somebody at the machine itself. */
export type Principal =
  | { kind: "member"; memberId: string; userId: string; name: string; role: Role }
  | { kind: "key"; keyId: string; name: string }
  | { kind: "local" };

/** What every verb gets first: which workspace, who asks, and what they may do there. */
export interface Context {
  workspaceId: string;
  /** The workspace's name. */
  workspace: string;
  principal: Principal;
  scopes: readonly Scope[];
}

/** How audit rows, jobs and snapshots name a principal. */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case "member":
      return `member:${principal.memberId}`;
    case "key":
      return `key:${principal.keyId}`;
    case "local":
      return "local";
  }
}
