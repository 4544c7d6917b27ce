import { sql } from "drizzle-orm";
import { bigint, customType, pgPolicy, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** What every tenant table has: a workspace at the front of every key, and the policy that hides other workspaces. */

export const workspaceId = () => uuid("workspace_id").notNull();

const isMine = sql`workspace_id = nullif(current_setting('espalier.workspace', true), '')::uuid`;

export const tenantPolicy = () =>
  pgPolicy("tenant", { as: "permissive", for: "all", to: "public", using: isMine, withCheck: isMine });

/** Text that is sorted or compared: bytewise, so that order and equality are the same on every machine. */
export const name = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const seq = (column: string) => bigint(column, { mode: "number" }).notNull();
export const moment = (column: string) => timestamp(column, { withTimezone: true, mode: "date" });
export const createdAt = () => moment("created_at").notNull().defaultNow();

/** The exact JSON text of what a record says beyond its columns; ASCII escapes keep NUL and lone surrogates. */
export const body = () => text("body").notNull();

/** The first 128 bits of the SHA-256 of a record's canonical content: tells a repeated record from a changed one. */
export const contentHash = () => uuid("content_hash").notNull();
