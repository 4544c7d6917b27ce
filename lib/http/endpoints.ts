import { z } from "zod";
import { startImportSchema } from "#lib/capture/start-import.ts";
import { previewSchema } from "#lib/corpora/preview-recipe.ts";
import {
  corpusSchema,
  createCorpusSchema,
  publishSnapshotSchema,
  recipePreviewSchema,
  snapshotSchema,
} from "#lib/corpora/schemas.ts";
import { jobSchema, judgeRequestSchema } from "#lib/jobs/schemas.ts";
import {
  claimAnswerSchema,
  claimSchema,
  leaseListSchema,
  queueProgressSchema,
  skipLabelSchema,
  submitLabelSchema,
  undoAnswerSchema,
} from "#lib/labeling/schemas.ts";
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
import {
  changeMemberSchema,
  createdKeySchema,
  createKeySchema,
  invitedMemberSchema,
  inviteMemberSchema,
  keySchema,
  memberSchema,
  type Scope,
  workspaceSchema,
} from "#lib/workspaces/schemas.ts";

/** Every door of the REST API: what the OpenAPI document and the page at `/api` are made from. */

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

const listOf = (item: z.ZodType) => z.object({ items: z.array(item), nextCursor: z.null() });
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
const progress = z.object({ progress: queueProgressSchema });
const leases = z.object({ leases: z.array(z.string()) });

const ws = "/workspaces/{ws}";
const snapshot = `${ws}/corpora/{corpus}/snapshots/{version}`;
const queue = `${ws}/queues/{queue}`;

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
  {
    method: "get",
    path: queue,
    tag: "Labeling",
    summary: "A queue's guidelines and progress",
    scopes: ["label"],
    answer: queueProgressSchema.extend({ guidelines: z.string(), overlap: z.number() }),
  },
  {
    method: "post",
    path: `${queue}/claims`,
    tag: "Labeling",
    summary: "Hold the next items, blind",
    scopes: ["label"],
    body: claimSchema,
    answer: claimAnswerSchema,
  },
  {
    method: "post",
    path: `${queue}/labels`,
    tag: "Labeling",
    summary: "Record a verdict",
    scopes: ["label"],
    body: submitLabelSchema,
    answer: progress,
  },
  {
    method: "post",
    path: `${queue}/skips`,
    tag: "Labeling",
    summary: "Skip an item with a reason",
    scopes: ["label"],
    body: skipLabelSchema,
    answer: progress,
  },
  {
    method: "post",
    path: `${queue}/undo`,
    tag: "Labeling",
    summary: "Take the latest verdict or skip back",
    scopes: ["label"],
    answer: undoAnswerSchema,
  },
  {
    method: "post",
    path: `${queue}/heartbeats`,
    tag: "Labeling",
    summary: "Keep held items",
    scopes: ["label"],
    body: leaseListSchema,
    answer: leases,
  },
  {
    method: "post",
    path: `${queue}/releases`,
    tag: "Labeling",
    summary: "Give held items back",
    scopes: ["label"],
    body: leaseListSchema,
    answer: leases,
  },
  {
    method: "get",
    path: `${ws}/corpora`,
    tag: "Corpora",
    summary: "The corpora",
    scopes: ["read"],
    answer: listOf(corpusSchema),
  },
  {
    method: "post",
    path: `${ws}/corpora`,
    tag: "Corpora",
    summary: "Define a corpus",
    scopes: ["publish"],
    body: createCorpusSchema,
    status: 201,
    answer: corpusSchema,
  },
  {
    method: "get",
    path: `${ws}/corpora/{corpus}`,
    tag: "Corpora",
    summary: "A corpus",
    scopes: ["read"],
    answer: corpusSchema,
  },
  {
    method: "get",
    path: `${ws}/corpora/{corpus}/snapshots`,
    tag: "Corpora",
    summary: "A corpus's versions, newest first",
    scopes: ["read"],
    answer: listOf(snapshotSchema),
  },
  {
    method: "post",
    path: `${ws}/corpora/{corpus}/snapshots`,
    tag: "Corpora",
    summary: "Publish the next version",
    scopes: ["publish"],
    body: publishSnapshotSchema,
    status: 202,
    answer: jobSchema,
  },
  {
    method: "get",
    path: snapshot,
    tag: "Corpora",
    summary: "A version, by v1 or latest",
    scopes: ["read"],
    answer: snapshotSchema,
  },
  {
    method: "get",
    path: `${snapshot}/examples`,
    tag: "Corpora",
    summary: "Three rows of a version",
    scopes: ["read"],
    answer: listOf(z.record(z.string(), z.unknown())),
  },
  {
    method: "get",
    path: `${snapshot}/manifest`,
    tag: "Corpora",
    summary: "A version's manifest, byte for byte",
    scopes: ["read"],
    answer: "bytes",
  },
  {
    method: "get",
    path: `${snapshot}/files/{path}`,
    tag: "Corpora",
    summary: "A file of a version; ranges are answered",
    scopes: ["read"],
    answer: "bytes",
  },
  {
    method: "post",
    path: `${ws}/recipes/{recipe}/preview`,
    tag: "Corpora",
    summary: "What a slice would come to under a recipe",
    scopes: ["read"],
    body: previewSchema,
    answer: recipePreviewSchema,
  },
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
