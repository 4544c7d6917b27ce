import type { Context } from "#lib/service/context.ts";
import { forbidden } from "#lib/service/errors.ts";
import type { Scope } from "#lib/workspaces/schemas.ts";

/** The first line of every verb. @throws Forbidden unless the context holds one of the scopes. */
export function authorize(context: Context, ...anyOf: [Scope, ...Scope[]]): void {
  if (anyOf.some(scope => context.scopes.includes(scope))) return;
  throw forbidden(
    `This needs the scope ${anyOf.join(" or ")}, and you have ${context.scopes.join(", ") || "none"}. Ask an owner of ${context.workspace}.`,
    { code: "missing_scope" },
  );
}
