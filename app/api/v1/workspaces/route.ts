import { problemResponse } from "#lib/http/problem.ts";
import { json } from "#lib/http/route.ts";
import { visibleWorkspaces } from "#lib/workspaces/resolve-principal.ts";

export async function GET(request: Request): Promise<Response> {
  try {
    return json({ items: await visibleWorkspaces(request.headers), nextCursor: null });
  } catch (error) {
    return problemResponse(error);
  }
}
