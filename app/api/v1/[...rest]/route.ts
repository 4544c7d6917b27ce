import { problemResponse } from "#lib/http/problem.ts";
import { notFound } from "#lib/service/errors.ts";

function nothing(request: Request): Response {
  const { pathname } = new URL(request.url);
  return problemResponse(
    notFound(`The API has no ${pathname}. What it has is at /api.`, { code: "no_such_path" }),
  );
}

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
