import { openApiDocument } from "#lib/http/openapi.ts";
import { json } from "#lib/http/route.ts";

export function GET(): Response {
  return json(openApiDocument());
}
