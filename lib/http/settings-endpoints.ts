import { z } from "zod";
import { type Endpoint, listOf } from "#lib/http/endpoint.ts";
import {
  changeMemberSchema,
  createdKeySchema,
  createKeySchema,
  invitedMemberSchema,
  inviteMemberSchema,
  keySchema,
  memberSchema,
} from "#lib/workspaces/schemas.ts";

const ws = "/workspaces/{ws}";

/** Keys and members. */
export const settingsEndpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: `${ws}/keys`,
    tag: "Settings",
    summary: "The API keys, without their secrets",
    scopes: ["admin"],
    answer: listOf(keySchema),
  },
  {
    method: "post",
    path: `${ws}/keys`,
    tag: "Settings",
    summary: "Create an API key; it is shown in this answer only",
    scopes: ["admin"],
    body: createKeySchema,
    status: 201,
    answer: createdKeySchema,
  },
  {
    method: "delete",
    path: `${ws}/keys/{keyId}`,
    tag: "Settings",
    summary: "Revoke an API key",
    scopes: ["admin"],
    answer: z.object({ keyId: z.string() }),
  },
  {
    method: "get",
    path: `${ws}/members`,
    tag: "Settings",
    summary: "The members",
    scopes: ["admin"],
    answer: listOf(memberSchema),
  },
  {
    method: "post",
    path: `${ws}/members`,
    tag: "Settings",
    summary: "Invite a member",
    scopes: ["admin"],
    body: inviteMemberSchema,
    status: 201,
    answer: invitedMemberSchema,
  },
  {
    method: "patch",
    path: `${ws}/members/{memberId}`,
    tag: "Settings",
    summary: "Give a member another role",
    scopes: ["admin"],
    body: changeMemberSchema,
    answer: z.object({ memberId: z.string() }),
  },
  {
    method: "delete",
    path: `${ws}/members/{memberId}`,
    tag: "Settings",
    summary: "Take a member's access away",
    scopes: ["admin"],
    answer: z.object({ memberId: z.string() }),
  },
];
