/**
 * The one error family. `message` is public: it says what happened and what to do, and goes over the wire.
 * What only operators should read goes into `cause`. Recognise an error by `family`, not by class: one process
 * can hold several copies of this module.
 */
export const errorFamilies = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "unavailable",
] as const;
export type ErrorFamily = (typeof errorFamilies)[number];

export interface ErrorDetails {
  /** A stable, machine-readable name, for example `unknown_field`. */
  code: string;
  /** The field or record at fault, where there is one: a JSON path such as `steps[3].role`. */
  field?: string;
  /** Further public members for the problem document. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

export class EspalierError extends Error {
  readonly espalier = true;
  readonly family: ErrorFamily;
  readonly code: string;
  readonly field: string | undefined;
  readonly extra: Record<string, unknown>;

  constructor(family: ErrorFamily, message: string, details: ErrorDetails) {
    super(message, { cause: details.cause });
    this.family = family;
    this.code = details.code;
    this.field = details.field;
    this.extra = details.extra ?? {};
  }
}

export function isEspalierError(error: unknown): error is EspalierError {
  return typeof error === "object" && error !== null && "espalier" in error && error.espalier === true;
}

type Thrower = (message: string, details?: Partial<ErrorDetails>) => EspalierError;
const family =
  (name: ErrorFamily): Thrower =>
  (message, details) =>
    new EspalierError(name, message, { code: name, ...details });

export const invalid = family("invalid");
export const unauthenticated = family("unauthenticated");
export const forbidden = family("forbidden");
export const notFound = family("not_found");
export const conflict = family("conflict");
export const unavailable = family("unavailable");
