import { pathToFileURL } from "node:url";
import type { Endpoint } from "#lib/http/endpoint.ts";

/** For tests of the API: a call of a route's handler as the server would make it. */
export interface Call {
  /** What stands in the path's braces, before it is escaped. */
  params: Record<string, string>;
  headers?: Record<string, string>;
  query?: string;
  body?: BodyInit;
}

export const testOrigin = "http://127.0.0.1:3000";

export function pathOf({ path }: Endpoint, params: Record<string, string>): string {
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((params[name] ?? "").toWellFormed()),
  )}`;
}

export async function callRoute(
  endpoint: Endpoint,
  { params, headers, query, body }: Call,
): Promise<Response> {
  const method = endpoint.method.toUpperCase();
  const file = `app/api/v1${endpoint.path.replaceAll("{", "[").replaceAll("}", "]")}/route.ts`;
  const handlers = await import(pathToFileURL(file).href);
  const request = new Request(`${testOrigin}${pathOf(endpoint, params)}${query ?? ""}`, {
    method,
    ...(headers ? { headers } : {}),
    ...(body === undefined || method === "GET" || method === "DELETE" ? {} : { body }),
  });
  return handlers[method](request, { params: Promise.resolve(params) });
}
