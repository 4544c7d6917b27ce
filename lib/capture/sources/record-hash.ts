import { createHash } from "node:crypto";
import { canonicalSha256 } from "#lib/formats/canonical-sha256.ts";

/**
 * Identity by content: the same row gives the same client ids however often, in whatever key order and from
 * whatever file it is imported.
 */

/** 24 hex digits of the sha256 of a row's canonical JSON. */
export function recordHash(value: unknown): string {
  return canonicalSha256(value).slice(0, 24);
}

/** 16 hex digits of the sha256 of a prompt's text: names the task of rows that name none. */
export function promptHash(prompt: string): string {
  return createHash("sha256").update(prompt, "utf8").digest("hex").slice(0, 16);
}
