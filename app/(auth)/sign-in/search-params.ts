/** Where to go after signing in: a path of this site, never another site's address. */
export function readNext(value: string | string[] | undefined): string {
  if (typeof value !== "string") return "/";
  return /^\/(?![/\\])/.test(value) ? value : "/";
}
