import { problemResponse } from "#lib/http/problem.ts";
import { notFound } from "#lib/service/errors.ts";
import { auth } from "#lib/workspaces/auth.ts";

/** What a browser needs. Names and addresses of people are their workspaces' to set: raters are told apart by them. */
const open = ["/sign-in/email", "/sign-out", "/get-session", "/change-password"];

async function serve(request: Request): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, "");
    if (!open.includes(path)) throw notFound("There is nothing here.", { code: "not_found" });
    return await auth().handler(request);
  } catch (error) {
    return problemResponse(error);
  }
}

export { serve as GET, serve as POST };
