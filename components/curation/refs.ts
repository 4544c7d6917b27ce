/** Refs as they stand in addresses: `main`, `main@SEQ`, a branch, `branch@NO`. */

export interface RefParts {
  branch: string;
  /** The number behind the `@`; null where the ref moves on with its branch. */
  pin: string | null;
}

export function readRef(at: string): RefParts {
  const place = at.indexOf("@");
  return place < 0 ? { branch: at, pin: null } : { branch: at.slice(0, place), pin: at.slice(place + 1) };
}

/** The branch that edits go to when a view of `at` is edited; null for main and for pinned refs, which stay as they are. */
export function editableBranch(at: string): string | null {
  const { branch, pin } = readRef(at);
  return branch === "main" || pin !== null ? null : branch;
}

/** An address that reads at a ref. Main is what an address without a ref reads. */
export function atRef(path: string, at: string, query = ""): string {
  const search = new URLSearchParams(query);
  if (at === "main") search.delete("at");
  else search.set("at", at);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The ref that an address names. */
export function refIn(value: string | null | undefined): string {
  return value?.trim() || "main";
}

/** The address of a branch in the API; its name may hold `/`. */
export function branchPath(branch: string, rest = ""): string {
  return `branches/${encodeURIComponent(branch)}${rest}`;
}

/** The page that shows what differs between two refs. */
export function diffHref(workspace: string, from: string, to: string): string {
  return `/${workspace}/diff?${new URLSearchParams({ from, to })}`;
}
