import { z } from "zod";

export const roles = ["labeler", "trainer", "curator", "lead", "owner"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const scopes = ["ingest", "read", "label", "curate", "publish", "admin"] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

/** What each role may do; a member's scopes follow from the role, a key's are chosen. */
export const roleScopes: Record<Role, readonly Scope[]> = {
  labeler: ["label"],
  trainer: ["read"],
  curator: ["read", "label", "curate"],
  lead: ["read", "label", "curate", "publish", "ingest"],
  owner: scopes,
};

export const reservedWorkspaceNames = ["api", "hf", "x", "healthz", "readyz", "sign-in"];

/** The name of a workspace, a corpus or a queue: it stands in URLs and in `corpus@vN`. */
export const slugSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "use lower-case letters, digits and inner hyphens");

export const workspaceSlugSchema = slugSchema.refine(
  name => !reservedWorkspaceNames.includes(name),
  "this name is reserved",
);

export const workspaceSchema = z
  .object({ workspace: z.string(), role: roleSchema.nullable(), createdAt: z.string() })
  .meta({ id: "Workspace" });
export type WorkspaceItem = z.infer<typeof workspaceSchema>;

export const createKeySchema = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z.array(scopeSchema).min(1),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type CreateKeyInput = z.infer<typeof createKeySchema>;

export const keySchema = z
  .object({
    keyId: z.string(),
    name: z.string(),
    scopes: z.array(scopeSchema),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: "Key" });
export type KeyItem = z.infer<typeof keySchema>;

/** The answer to creating a key: the only time that `key` is shown. */
export const createdKeySchema = keySchema.extend({ key: z.string() }).meta({ id: "CreatedKey" });
export type CreatedKey = z.infer<typeof createdKeySchema>;

export const inviteMemberSchema = z.strictObject({
  email: z.email(),
  name: z.string().min(1).max(100),
  role: roleSchema,
});
export type InviteMemberInput = z.infer<typeof inviteMemberSchema>;

export const memberSchema = z
  .object({
    memberId: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    createdAt: z.string(),
  })
  .meta({ id: "Member" });
export type MemberItem = z.infer<typeof memberSchema>;

/** An invited member signs in with this password, shown once to whoever invited. Null when they had an account. */
export const invitedMemberSchema = memberSchema
  .extend({ initialPassword: z.string().nullable() })
  .meta({ id: "InvitedMember" });
export type InvitedMember = z.infer<typeof invitedMemberSchema>;

export const changeMemberSchema = z.strictObject({ role: roleSchema });
