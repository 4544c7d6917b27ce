import type { z } from "zod";

/** The problem document (RFC 9457) that a refused request answers with. */
export interface ProblemDocument {
  status: number;
  title: string;
  detail: string;
  code: string;
  field?: string;
  position?: number;
  suggestion?: string;
  /** The expression with a caret under the place at fault. */
  caret?: string;
  /** Everything that the document says, for members of single codes. */
  members: Record<string, unknown>;
}

export class Problem extends Error implements ProblemDocument {
  readonly problem = true;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  readonly position?: number;
  readonly suggestion?: string;
  readonly caret?: string;
  readonly members: Record<string, unknown>;

  constructor(document: ProblemDocument) {
    super(document.detail);
    this.status = document.status;
    this.title = document.title;
    this.detail = document.detail;
    this.code = document.code;
    this.field = document.field;
    this.position = document.position;
    this.suggestion = document.suggestion;
    this.caret = document.caret;
    this.members = document.members;
  }
}

export function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "problem" in error && error.problem === true;
}

/** What to tell a person about any failure. */
export function reasonOf(error: unknown): string {
  if (isProblem(error)) return error.detail;
  if (error instanceof TypeError) return "The server cannot be reached. Check the connection and try again.";
  return error instanceof Error ? error.message : "Something went wrong. Try again.";
}

export interface ApiRequest {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON, or as it is when it is a Blob. */
  body?: unknown;
  signal?: AbortSignal;
  /** True where the request must outlive the page. */
  keepalive?: boolean;
}

/** The address of something in a workspace; query values that are undefined are left out. */
export function workspaceUrl(
  workspace: string,
  path: string,
  query: Record<string, string | number | undefined> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const suffix = search.size > 0 ? `?${search}` : "";
  return `/api/v1/workspaces/${encodeURIComponent(workspace)}/${path}${suffix}`;
}

async function send(url: string, request: ApiRequest): Promise<Response> {
  const isBytes = request.body instanceof Blob;
  const response = await fetch(url, {
    method: request.method ?? "GET",
    headers: request.body === undefined || isBytes ? {} : { "content-type": "application/json" },
    body:
      request.body === undefined
        ? undefined
        : request.body instanceof Blob
          ? request.body
          : JSON.stringify(request.body),
    signal: request.signal,
    keepalive: request.keepalive,
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Sends a request and parses its answer. @throws {Problem} when it is refused, TypeError when nothing answers. */
export async function callApi<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  request: ApiRequest = {},
): Promise<z.infer<Schema>> {
  const response = await send(url, request);
  return schema.parse(await response.json());
}

/** Sends a request whose answer nobody reads. */
export async function callApiQuietly(url: string, request: ApiRequest): Promise<void> {
  await send(url, request);
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  const members = objectOf(text);
  const word = (name: string) => (typeof members[name] === "string" ? members[name] : undefined);
  const fallback =
    response.status === 401
      ? "Your session has ended. Sign in again."
      : `The server answered ${response.status}. Try again.`;
  return new Problem({
    status: response.status,
    title: word("title") ?? response.statusText,
    detail: word("detail") ?? word("message") ?? fallback,
    code: word("code") ?? String(response.status),
    field: word("field"),
    position: typeof members.position === "number" ? members.position : undefined,
    suggestion: word("suggestion"),
    caret: word("caret"),
    members,
  });
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
