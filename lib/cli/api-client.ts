import { z } from "zod";
import type { Arguments } from "#lib/cli/arguments.ts";
import { withLocalKey } from "#lib/cli/local-key.ts";
import { type ErrorFamily, EspalierError, unavailable } from "#lib/service/errors.ts";

/** Talks to a server's REST API. */
export interface ApiClient {
  workspace: string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  remove(path: string): Promise<unknown>;
  upload(path: string, body: Blob): Promise<unknown>;
  /** The response itself, for bytes; throws unless it is a success. */
  fetch(path: string, headers?: Record<string, string>): Promise<Response>;
}

const problemSchema = z.looseObject({ detail: z.string(), code: z.string(), caret: z.string().optional() });

/**
 * Runs a command against the server that the arguments or the environment name, with their key; else against the server
 * of this machine, with a key that lives as long as the command.
 */
export async function withApi<T>(
  { options }: Arguments,
  workspace: string,
  use: (api: ApiClient) => Promise<T>,
): Promise<T> {
  const url = options.url ?? process.env.ESPALIER_URL;
  const key = options["api-key"] ?? process.env.ESPALIER_API_KEY;
  if (url && key) return use(clientOf(url, key, workspace));
  return withLocalKey({ url, key, workspace }, found => use(clientOf(found.url, found.key, workspace)));
}

function clientOf(url: string, key: string, workspace: string): ApiClient {
  const base = `${url.replace(/\/+$/, "")}/api/v1/workspaces/${encodeURIComponent(workspace)}`;
  const send = async (path: string, init: RequestInit) => {
    const headers = { authorization: `Bearer ${key}`, ...Object.fromEntries(new Headers(init.headers)) };
    const response = await fetch(`${base}/${path}`, { ...init, headers }).catch((cause: unknown) => {
      throw unavailable(
        `No Espalier answers at ${url}. Is it running? Start it with npm start, or set ESPALIER_URL.`,
        { cause },
      );
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  };
  return {
    workspace,
    get: async path => (await send(path, {})).json(),
    remove: async path => (await send(path, { method: "DELETE" })).json(),
    post: async (path, body) => {
      const headers = { "content-type": "application/json" };
      return (await send(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
    },
    upload: async (path, body) => {
      const headers = { "content-type": "application/octet-stream" };
      return (await send(path, { method: "POST", headers, body })).json();
    },
    fetch: (path, headers) => send(path, { headers }),
  };
}

const familyOfStatus: Record<number, ErrorFamily> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
};

async function problemOf(response: Response): Promise<EspalierError> {
  const body = problemSchema.safeParse(await response.json().catch(() => null));
  const family = familyOfStatus[response.status] ?? "unavailable";
  if (!body.success)
    return new EspalierError(family, `The server answered ${response.status}.`, { code: "bad_answer" });
  const { detail, code, caret, type: _type, title: _title, status: _status, ...extra } = body.data;
  return new EspalierError(family, caret ?? detail, { code, extra });
}
