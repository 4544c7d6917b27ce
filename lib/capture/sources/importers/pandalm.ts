import { numberOf } from "#lib/formats/json.ts";
import type { ComparisonRecord } from "#lib/log/schemas.ts";
import { type Decoder, Refusal, type Warn } from "../decoder.ts";
import { promptHash, recordHash } from "../record-hash.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../source-values.ts";
import { type PairSide, pairRecords } from "./pair.ts";

/**
 * PandaLM's pairwise file (data/testset-v1.json): a JSON array of `{idx, cmp_key, instruction, input, response1,
 * response2, annotator1, annotator2, ...}`; an annotator's verdict is 1, 2 or 0 for a tie. `cmp_key` is
 * `<model of response1>_<model of response2>`.
 */
export const pandalm: Decoder = {
  format: "pandalm",
  title: "PandaLM pairs",
  detects: value =>
    isObject(value) &&
    "instruction" in value &&
    "response1" in value &&
    "response2" in value &&
    Object.keys(value).some(isAnnotator),
  records(value, warn) {
    const { instruction, input, response1, response2, ...others } = objectOf(value, "record");
    const hash = recordHash(value);
    const title = textOf(instruction, "instruction", warn);
    const context = input === null || input === undefined ? "" : textOf(input, "input", warn);
    const prompt = context === "" ? title : `${title}\n\n${context}`;
    const [modelA, modelB] = modelsOf(others.cmp_key, warn);
    const side = (response: unknown, path: string, model: string | null): PairSide => ({
      model,
      steps: [
        { role: "user", content: prompt },
        { role: "assistant", content: textOf(response, path, warn) },
      ],
    });
    return pairRecords({
      format: "pandalm",
      hash,
      task: `pandalm/${promptHash(prompt)}`,
      title,
      a: side(response1, "response1", modelA),
      b: side(response2, "response2", modelB),
      preferences: preferencesOf(others, hash),
      metadata: Object.fromEntries(Object.entries(others).filter(([key]) => !isAnnotator(key))),
    });
  },
};

function isAnnotator(key: string): boolean {
  return /^annotator\d+$/.test(key);
}

/** Model names may hold an underscore themselves; only a key with exactly one says where it parts. */
function modelsOf(key: unknown, warn: Warn): [string | null, string | null] {
  if (key === undefined || key === null) return [null, null];
  const [a, b, ...more] = typeof key === "string" ? key.split("_") : [];
  if (a && b && more.length === 0) return [a, b];
  warn(`cmp_key: ${JSON.stringify(key)} does not name two models; both are left unnamed`);
  return [null, null];
}

function preferencesOf(row: JsonObject, hash: string): NonNullable<ComparisonRecord["preferences"]> {
  return Object.entries(row)
    .filter(([key, verdict]) => isAnnotator(key) && verdict !== null)
    .map(([key, verdict]) => ({
      id: `pandalm/${hash}/${key}`,
      rater: `human:${key}`,
      verdict: verdictOf(verdict, key),
    }));
}

function verdictOf(verdict: unknown, key: string): "a" | "b" | "tie" {
  switch (typeof verdict === "string" ? verdict : numberOf(verdict)) {
    case 1:
    case "1":
      return "a";
    case 2:
    case "2":
      return "b";
    case 0:
    case "0":
      return "tie";
    default:
      throw new Refusal(`${key}: ${JSON.stringify(verdict)} is not 1, 2 or 0 (tie)`);
  }
}
