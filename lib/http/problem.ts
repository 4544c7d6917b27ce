import { type ErrorFamily, isEspalierError } from "#lib/service/errors.ts";

/** The one mapper of errors to the wire: RFC 9457 problem details. */

const statusOf: Record<ErrorFamily, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unavailable: 503,
};

const titleOf: Record<ErrorFamily, string> = {
  invalid: "The request is not valid",
  unauthenticated: "Not signed in",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  unavailable: "Try again later",
};

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  field?: string;
  [extra: string]: unknown;
}

/** PostgreSQL and socket errors after which the same request may well succeed. */
const transientCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "53100",
  "53200",
  "40001",
  "40P01",
  "08000",
  "08003",
  "08006",
  "08001",
]);

export function problemOf(error: unknown): Problem {
  if (isEspalierError(error)) {
    return {
      type: "about:blank",
      title: titleOf[error.family],
      status: statusOf[error.family],
      detail: error.message,
      code: error.code,
      ...(error.field === undefined ? {} : { field: error.field }),
      ...error.extra,
    };
  }
  if (isTransient(error)) {
    return {
      type: "about:blank",
      title: titleOf.unavailable,
      status: 503,
      detail: "The database cannot be reached. Nothing was changed; send the request again.",
      code: "unavailable",
    };
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return {
    type: "about:blank",
    title: "Internal error",
    status: 500,
    detail: "Something went wrong on our side. The server's log has the cause.",
    code: "internal",
  };
}

function isTransient(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("code" in error && typeof error.code === "string" && transientCodes.has(error.code)) return true;
  const message = error instanceof Error ? error.message : "";
  return /Connection terminated|timeout exceeded when trying to connect/.test(message);
}

export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(problem.status === 401 ? { "www-authenticate": 'Bearer realm="espalier"' } : {}),
    ...(problem.status === 503 ? { "retry-after": "1" } : {}),
  };
}

export function problemResponse(error: unknown): Response {
  const problem = problemOf(error);
  return new Response(JSON.stringify(problem), { status: problem.status, headers: problemHeaders(problem) });
}
