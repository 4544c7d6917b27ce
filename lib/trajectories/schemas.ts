import { z } from "zod";
import { isStorable } from "#lib/formats/storable-text.ts";

/**
 * The shape of a trajectory: what an agent did on a task, as steps. These schemas are the edge for
 * everything that carries steps (REST, Espalier JSONL, importers), and their types are what the rest of
 * Espalier works with.
 */

/** Longest client id, task, agent or model name, in UTF-16 units. They are index keys. */
export const nameLength = 512;

/** A name that is filtered, sorted or compared on. PostgreSQL's text cannot hold NUL or lone surrogates. */
export const nameSchema = z
  .string()
  .min(1)
  .max(nameLength)
  .refine(isStorable, "must hold neither NUL nor lone surrogates");

export const stepRoles = ["system", "user", "assistant", "tool"] as const;
export const stepRoleSchema = z.enum(stepRoles);
export type StepRole = z.infer<typeof stepRoleSchema>;

/**
 * An object that is the client's own, kept member by member as it came. A record schema would copy it without a member
 * named `__proto__`, and take a number that `parseJson` keeps as its source text for an object.
 */
const freeObject = () =>
  z
    .custom<Record<string, unknown>>(
      value => typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value),
      "must be an object",
    )
    .meta({ override: { type: "object", additionalProperties: {} } });

export const metadataSchema = freeObject();

/** A moment that PostgreSQL can hold: it knows no year 0, and no offset of 16 hours or more. */
const moment = z.iso
  .datetime({ offset: true })
  .refine(
    text => !/^0000|[+-](?:1[6-9]|2\d):\d\d$/.test(text),
    "must be after the year 0, less than 16 hours from UTC",
  );

/** Far above any step's, and far enough below 2^53 that a trajectory's can be added up. */
const tokenCount = z.number().int().nonnegative().max(1_000_000_000);

/** `arguments` is the exact text that the model wrote; an object is accepted and kept as its JSON text. */
export const toolCallSchema = z
  .strictObject({
    id: z.string().optional(),
    name: z.string().min(1),
    arguments: z.string(),
  })
  .meta({ id: "ToolCall" });
export type ToolCall = z.infer<typeof toolCallSchema>;

/** What reinforcement learning needs of an assistant step, exactly as the engine gave it. */
export const rolloutSchema = z
  .strictObject({
    policyVersion: z.number().int().optional(),
    weightsDigest: z.string().optional(),
    promptTokenIds: z.array(z.number().int().nonnegative()).optional(),
    completionTokenIds: z.array(z.number().int().nonnegative()).optional(),
    logprobs: z.array(z.number()).optional(),
    logprobKind: z.string().optional(),
    sampling: metadataSchema.optional(),
    tokenizerHash: z.string().optional(),
    chatTemplateHash: z.string().optional(),
    toolsHash: z.string().optional(),
  })
  .refine(
    rollout =>
      !rollout.logprobs ||
      !rollout.completionTokenIds ||
      rollout.logprobs.length === rollout.completionTokenIds.length,
    "logprobs and completionTokenIds must have the same length",
  );

export const stepFields = {
  role: stepRoleSchema,
  content: z.string(),
  reasoning: z.string().optional(),
  toolCalls: z.array(toolCallSchema).optional(),
  /** On a `tool` step: the call it answers, and the tool's name. */
  toolCallId: z.string().optional(),
  name: z.string().optional(),
  model: z.string().optional(),
  finishReason: z.string().optional(),
  promptTokens: tokenCount.optional(),
  completionTokens: tokenCount.optional(),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  rollout: rolloutSchema.optional(),
  metadata: metadataSchema.optional(),
};

/** One step without its place. */
export const stepSchema = z.strictObject(stepFields).meta({ id: "Step" });
export type Step = z.infer<typeof stepSchema>;

/** A step at its 0-based place in a trajectory. */
export type PlacedStep = Step & { idx: number };

export const outcomeStatuses = ["success", "failure", "partial"] as const;
export const outcomeStatusSchema = z.enum(outcomeStatuses);
export type OutcomeStatus = z.infer<typeof outcomeStatusSchema>;

export const trajectoryStatuses = ["running", "ended"] as const;
export const trajectoryStatusSchema = z.enum(trajectoryStatuses);
export type TrajectoryStatus = z.infer<typeof trajectoryStatusSchema>;

export const terminations = ["done", "length", "timeout", "env_error", "cancelled"] as const;

/** Where a trajectory comes from, and under what terms. */
export const provenanceSchema = z
  .strictObject({
    rolloutGroup: z.string().optional(),
    sampleNumber: z.number().int().nonnegative().optional(),
    run: z.string().optional(),
    environment: z.string().optional(),
    environmentVersion: z.string().optional(),
    seed: z.number().int().optional(),
    termination: z.enum(terminations).optional(),
    rewardIsFinal: z.boolean().optional(),
    license: z.string().optional(),
    consent: z.string().optional(),
    consentScope: z.string().optional(),
    subjectKey: z.string().optional(),
    retainUntil: moment.optional(),
    region: z.string().optional(),
    synthetic: z.boolean().optional(),
  })
  .meta({ id: "Provenance" });

/** A tool definition as the agent's model was given it. */
export const toolDefinitionSchema = freeObject();

export const trajectoryFields = {
  task: nameSchema,
  /** What the task reads like to a person, where the client has it. */
  title: z.string().max(2000).optional(),
  agent: nameSchema.nullish(),
  model: nameSchema.nullish(),
  source: nameSchema.optional(),
  status: trajectoryStatusSchema.optional(),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  tools: z.array(toolDefinitionSchema).optional(),
  tags: z.array(nameSchema).max(100).optional(),
  provenance: provenanceSchema.optional(),
  metadata: metadataSchema.optional(),
};
