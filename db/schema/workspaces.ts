import { customType, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment, name, tenantPolicy, workspaceId } from "./tenancy.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** `slug` is unique over all workspaces; it is looked up through the owner-rights function `find_workspace`. */
export const workspace = pgTable(
  "workspace",
  { workspaceId: workspaceId().primaryKey(), slug: name("slug").notNull(), createdAt: createdAt() },
  t => [uniqueIndex("workspace_slug").on(t.slug), tenantPolicy()],
);

export const member = pgTable(
  "member",
  {
    workspaceId: workspaceId(),
    memberId: uuid("member_id").notNull(),
    userId: name("user_id").notNull(),
    role: name("role").notNull(),
    createdAt: createdAt(),
    removedAt: moment("removed_at"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.memberId] }),
    uniqueIndex("member_user").on(t.workspaceId, t.userId),
    tenantPolicy(),
  ],
);

/** Holds a keyed hash, never the secret. `keyId` is looked up through the owner-rights function `find_api_key`. */
export const apiKey = pgTable(
  "api_key",
  {
    workspaceId: workspaceId(),
    keyId: name("key_id").notNull(),
    name: text("name").notNull(),
    scopes: text("scopes").array().notNull(),
    secretHash: bytes("secret_hash").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.keyId] }),
    uniqueIndex("api_key_id").on(t.keyId),
    tenantPolicy(),
  ],
);

export const audit = pgTable(
  "audit",
  {
    workspaceId: workspaceId(),
    auditId: uuid("audit_id").notNull(),
    at: moment("at").notNull().defaultNow(),
    actor: text("actor").notNull(),
    verb: name("verb").notNull(),
    subject: text("subject"),
    details: text("details"),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.auditId] }),
    index("audit_at").on(t.workspaceId, t.at),
    tenantPolicy(),
  ],
);
