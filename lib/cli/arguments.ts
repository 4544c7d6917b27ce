import { parseArgs } from "node:util";
import { z } from "zod";
import { invalid } from "#lib/service/errors.ts";

/** What a command was called with. */
export interface Arguments {
  positionals: string[];
  options: Record<string, string | undefined>;
  /** The values of `--set`, which may be given several times. */
  set: string[];
  json: boolean;
}

const shared = ["url", "api-key"];

/** Reads a command's words: options with a value by name, `--json`, and everything else in order. @throws Invalid */
export function readArguments(
  words: readonly string[],
  names: readonly string[],
  usageLine: string,
): Arguments {
  const options = Object.fromEntries([...names, ...shared].map(name => [name, { type: "string" as const }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...options, set: { type: "string", multiple: true }, json: { type: "boolean" } },
      allowPositionals: true,
    });
    const { json, set, ...texts }: Record<string, unknown> = values;
    return {
      positionals,
      options: z.record(z.string(), z.string()).parse(texts),
      set: z.array(z.string()).default([]).parse(set),
      json: json === true,
    };
  } catch (error) {
    throw badUsage(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "", usageLine);
  }
}

export function badUsage(problem: string, usageLine: string) {
  return invalid(`${problem}\nUsage: espalier ${usageLine}`, { code: "bad_usage" });
}
