import { z } from "zod";
import { startImportSchema } from "#lib/capture/start-import.ts";
import { corporaEndpoints } from "#lib/http/corpora-endpoints.ts";
import { curationEndpoints } from "#lib/http/curation-endpoints.ts";
import { type Endpoint, listOf } from "#lib/http/endpoint.ts";
import { labelingEndpoints } from "#lib/http/labeling-endpoints.ts";
import { settingsEndpoints } from "#lib/http/settings-endpoints.ts";
import { jobSchema, judgeRequestSchema } from "#lib/jobs/schemas.ts";
import { logRecordSchema } from "#lib/log/schemas.ts";
import {
  comparisonItemSchema,
  pageSchema,
  preferenceItemSchema,
  refQuerySchema,
  sliceQuerySchema,
  trajectoryDetailSchema,
  trajectoryFacetsSchema,
  trajectoryItemSchema,
  trajectoryQuerySchema,
  workspaceOverviewSchema,
} from "#lib/slices/schemas.ts";
import { workspaceSchema } from "#lib/workspaces/schemas.ts";

const appendedSchema = z
  .object({
    seq: z.number(),
    items: z.array(
      z.object({
        type: z.string(),
        clientId: z.string().nullable(),
        status: z.enum(["created", "unchanged"]),
        id: z.string().nullable(),
        trajectoryId: z.string().nullable(),
        comparisonId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "Appended" });

const ws = "/workspaces/{ws}";

/** Every door of the REST API: what the OpenAPI document and the page at `/api` are made from. */
export const endpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/openapi.json",
    tag: "API",
    summary: "This API as an OpenAPI document",
    scopes: "public",
    answer: z.unknown(),
  },
  {
    method: "get",
    path: "/workspaces",
    tag: "Workspaces",
    summary: "The workspaces that you can see",
    scopes: [],
    answer: listOf(workspaceSchema),
  },
  {
    method: "get",
    path: ws,
    tag: "Workspaces",
    summary: "A workspace in figures",
    scopes: ["read"],
    answer: workspaceOverviewSchema,
  },
  {
    method: "post",
    path: `${ws}/trajectories`,
    tag: "Trajectories",
    summary: "Append records: one, an array that lands as a whole, or NDJSON with a result per line",
    scopes: ["ingest"],
    body: z.union([logRecordSchema, z.array(logRecordSchema)]),
    bodyMedia: ["application/x-ndjson"],
    status: 201,
    answer: appendedSchema,
  },
  {
    method: "get",
    path: `${ws}/trajectories`,
    tag: "Trajectories",
    summary: "A page of a slice of trajectories",
    scopes: ["read"],
    query: trajectoryQuerySchema,
    answer: pageSchema(trajectoryItemSchema),
  },
  {
    method: "get",
    path: `${ws}/trajectories/facets`,
    tag: "Trajectories",
    summary: "What a slice can be narrowed by, with counts",
    scopes: ["read"],
    query: sliceQuerySchema.pick({ filter: true, at: true }),
    answer: trajectoryFacetsSchema,
  },
  {
    method: "get",
    path: `${ws}/trajectories/{trajectoryId}`,
    tag: "Trajectories",
    summary: "A trajectory with its steps, rewards and preferences",
    scopes: ["read"],
    query: refQuerySchema,
    answer: trajectoryDetailSchema,
  },
  {
    method: "get",
    path: `${ws}/comparisons`,
    tag: "Comparisons",
    summary: "A page of a slice of comparisons",
    scopes: ["read"],
    query: sliceQuerySchema,
    answer: pageSchema(comparisonItemSchema),
  },
  {
    method: "get",
    path: `${ws}/comparisons/{comparisonId}`,
    tag: "Comparisons",
    summary: "A comparison with each rater's vote",
    scopes: ["read"],
    query: refQuerySchema,
    answer: comparisonItemSchema
      .extend({ preferences: z.array(preferenceItemSchema) })
      .meta({ id: "Comparison" }),
  },
  {
    method: "post",
    path: `${ws}/judgements`,
    tag: "Comparisons",
    summary: "Have a rule rater judge every pair of one task by a reward",
    scopes: ["curate"],
    body: judgeRequestSchema,
    status: 202,
    answer: jobSchema,
  },
  {
    method: "post",
    path: `${ws}/imports`,
    tag: "Imports",
    summary: "Import a file, sent as the body",
    scopes: ["ingest"],
    query: startImportSchema,
    bodyMedia: ["application/octet-stream"],
    status: 202,
    answer: jobSchema,
  },
  {
    method: "get",
    path: `${ws}/jobs`,
    tag: "Jobs",
    summary: "The latest jobs",
    scopes: ["read"],
    answer: listOf(jobSchema),
  },
  {
    method: "get",
    path: `${ws}/jobs/{jobId}`,
    tag: "Jobs",
    summary: "A job with its progress and result",
    scopes: ["read", "ingest", "curate", "publish"],
    answer: jobSchema,
  },
  {
    method: "delete",
    path: `${ws}/jobs/{jobId}`,
    tag: "Jobs",
    summary: "Cancel a job",
    scopes: ["ingest", "curate", "publish"],
    answer: jobSchema,
  },
  ...labelingEndpoints,
  ...corporaEndpoints,
  ...curationEndpoints,
  ...settingsEndpoints,
];
