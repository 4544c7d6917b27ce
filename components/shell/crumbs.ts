import { screens } from "./screens.ts";

export interface Crumb {
  label: string;
  href: string;
}

/** Screens that the rail does not list. */
const otherScreens: Record<string, string> = { diff: "Differences" };

/** The breadcrumbs of a path after its workspace: `/w/corpora/dpo/v3` gives Corpora and dpo. */
export function crumbsOf(path: string): Crumb[] {
  const [workspace, first, ...rest] = path.split("/").filter(part => part !== "");
  if (workspace === undefined || first === undefined) return [];
  const screen = screens.find(candidate => candidate.path === first);
  const crumbs = [{ label: screen?.label ?? otherScreens[first] ?? first, href: `/${workspace}/${first}` }];
  let href = `/${workspace}/${first}`;
  // The version of a corpus is chosen in a menu, which stands where its crumb would.
  if (first === "corpora" && rest.length === 2) rest.pop();
  for (const part of rest) {
    href = `${href}/${part}`;
    crumbs.push({ label: labelOf(decodeURIComponent(part)), href });
  }
  return crumbs;
}

/** The random end of a UUIDv7 tells records of one moment apart; its beginning is only the time. */
function labelOf(part: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part) ? `…${part.slice(-8)}` : part;
}
