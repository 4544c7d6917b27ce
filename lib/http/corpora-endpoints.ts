import { z } from "zod";
import { previewSchema } from "#lib/corpora/preview-recipe.ts";
import {
  corpusSchema,
  createCorpusSchema,
  publishSnapshotSchema,
  recipePreviewSchema,
  snapshotSchema,
} from "#lib/corpora/schemas.ts";
import { type Endpoint, listOf } from "#lib/http/endpoint.ts";
import { jobSchema } from "#lib/jobs/schemas.ts";

const ws = "/workspaces/{ws}";
const snapshot = `${ws}/corpora/{corpus}/snapshots/{version}`;

/** Corpora, their snapshots, and the recipes that make them. */
export const corporaEndpoints: readonly Endpoint[] = [
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
];
