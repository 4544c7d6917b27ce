import { z } from "zod";
import type { Endpoint } from "#lib/http/endpoint.ts";
import {
  claimAnswerSchema,
  claimSchema,
  leaseListSchema,
  queueProgressSchema,
  skipLabelSchema,
  submitLabelSchema,
  undoAnswerSchema,
} from "#lib/labeling/schemas.ts";

const queue = "/workspaces/{ws}/queues/{queue}";

const progress = z.object({ progress: queueProgressSchema });
const leases = z.object({ leases: z.array(z.string()) });

/** A queue and what a labeler does with it. */
export const labelingEndpoints: readonly Endpoint[] = [
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
];
