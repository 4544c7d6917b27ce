import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Endpoint } from "#lib/http/endpoint.ts";
import { endpoints } from "#lib/http/endpoints.ts";

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string(),
    field: z.string().optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });

/** The REST API as an OpenAPI 3.1 document, from the schemas that check its requests. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Espalier",
      version: "1",
      description: "Live agent trajectories, judged, and published as reproducible training sets.",
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key: esp_..." } },
    },
    security: [{ key: [] }],
    paths,
  });
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { method, path, tag, summary, scopes, query, status = 200, answer } = endpoint;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? "");
  const answerContent =
    answer === "bytes" ? { "application/octet-stream": {} } : { "application/json": { schema: answer } };
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(scopes === "public"
      ? { security: [] }
      : scopes.length > 0
        ? { description: `Needs the scope ${scopes.join(" or ")}.` }
        : {}),
    requestParams: {
      ...(names.length > 0
        ? { path: z.object(Object.fromEntries(names.map(name => [name, z.string()]))) }
        : {}),
      ...(query ? { query } : {}),
    },
    ...requestBody(endpoint),
    responses: {
      [String(status)]: { description: "It worked", content: answerContent },
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  };
}

function requestBody({ body, bodyMedia = [] }: Endpoint) {
  if (!body && bodyMedia.length === 0) return {};
  const other = Object.fromEntries(bodyMedia.map(media => [media, {}]));
  return {
    requestBody: { content: { ...(body ? { "application/json": { schema: body } } : {}), ...other } },
  };
}

/** `get /workspaces/{ws}/jobs/{jobId}` as `getWorkspacesWsJobsJobId`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter(word => word !== "");
  return method + words.map(word => `${word[0]?.toUpperCase()}${word.slice(1)}`).join("");
}
