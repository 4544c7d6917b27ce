import { isStorable } from "#lib/formats/storable-text.ts";
import { problemResponse } from "#lib/http/problem.ts";
import type { Context } from "#lib/service/context.ts";
import { forbidden, invalid, notFound } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { refQuerySchema } from "#lib/slices/schemas.ts";
import { resolvePrincipal } from "#lib/workspaces/resolve-principal.ts";

type Params = Record<string, string>;
type RouteHandler<P extends Params> = (request: Request, route: { params: Promise<P> }) => Promise<Response>;

/**
 * A door of a workspace: finds out who asks, runs one verb, and maps what it throws. The path's `ws` names the workspace.
 */
export function workspaceRoute<P extends Params = Params>(
  serve: (context: Context, request: Request, params: P & { ws: string }) => Promise<Response>,
): RouteHandler<P & { ws: string }> {
  return async (request, { params }) => {
    try {
      requireOwnOrigin(request);
      const path = await params;
      const context = await resolvePrincipal(request.headers, path.ws);
      requireNames(Object.values(path));
      return await serve(context, request, path);
    } catch (error) {
      return problemResponse(error);
    }
  };
}

/** Nothing is named by text that the database cannot hold. @throws NotFound */
export function requireNames(names: readonly string[]): void {
  if (!names.every(isStorable)) throw notFound("There is nothing of that name.", { code: "bad_name" });
}

/** A cookie write must come from our own pages: a browser names the origin, and programs send keys instead. */
export function requireOwnOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD" || request.headers.has("authorization")) return;
  const origin = request.headers.get("origin");
  if (origin === null) {
    if (!request.headers.has("cookie")) return;
    throw forbidden("A write with a session must come from Espalier's own pages.", {
      code: "foreign_origin",
    });
  }
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw forbidden("A write with a session must come from Espalier's own pages.", { code: "foreign_origin" });
}

export function json(body: unknown, init: { status?: number; ref?: string } = {}): Response {
  return new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      ...(init.ref === undefined ? {} : { "x-espalier-ref": init.ref }),
    },
  });
}

/** The query string as an object. @throws Invalid when a name stands twice. */
export function queryOf(request: Request): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (name in query)
      throw invalid(`The query names ${name} twice.`, { code: "repeated_parameter", field: name });
    query[name] = value;
  }
  return query;
}

/** The ref that a query pins, where it is all that a query may say. @throws Invalid */
export function refOf(request: Request): string | undefined {
  return parseInput(refQuerySchema, queryOf(request)).at;
}

/** A whole number in a path; NaN, under which nothing stands, for anything else. */
export function numberIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
