import { z } from "zod";
import type { Scope } from "#lib/workspaces/schemas.ts";

/** A door of the REST API, as the OpenAPI document and the page at `/api` tell of it. */
export interface Endpoint {
  method: "get" | "post" | "patch" | "delete";
  /** Below `/api/v1`. */
  path: string;
  tag: string;
  summary: string;
  /** Any of these scopes; none for what every key or member may see; `public` for what needs neither. */
  scopes: readonly Scope[] | "public";
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Other media than JSON that the body may have. */
  bodyMedia?: readonly string[];
  status?: number;
  answer: z.ZodType | "bytes";
}

export const listOf = (item: z.ZodType) => z.object({ items: z.array(item), nextCursor: z.null() });
