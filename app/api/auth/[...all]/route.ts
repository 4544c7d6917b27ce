import { problemResponse } from "#lib/http/problem.ts";
import { auth } from "#lib/workspaces/auth.ts";

async function serve(request: Request): Promise<Response> {
  try {
    return await auth().handler(request);
  } catch (error) {
    return problemResponse(error);
  }
}

export { serve as GET, serve as POST };
