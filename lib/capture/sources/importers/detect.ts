import { invalid } from "#lib/service/errors.ts";
import type { Decoder } from "../decoder.ts";
import { chatMessages } from "./chat-messages.ts";
import { espalier } from "./espalier.ts";
import { pandalm } from "./pandalm.ts";
import { tauBench } from "./tau-bench.ts";
import { trlPreference } from "./trl-preference.ts";

/** Every file format that can be imported; the first that recognises a row is taken. */
export const decoders: readonly Decoder[] = [espalier, tauBench, pandalm, trlPreference, chatMessages];

/** Recognises a format by the content of a file's first rows; null when no row looks like any format. */
export function detectFormat(sampleRows: readonly unknown[]): Decoder | null {
  for (const row of sampleRows) {
    const found = decoders.find(decoder => decoder.detects(row));
    if (found) return found;
  }
  return null;
}

/** @throws an `invalid` error with code `unknown_format` that lists the known names. */
export function decoderByName(format: string): Decoder {
  const found = decoders.find(decoder => decoder.format === format);
  if (found) return found;
  throw invalid(`There is no format "${format}". Known formats: ${knownFormats()}.`, {
    code: "unknown_format",
    field: "format",
  });
}

export function knownFormats(): string {
  return decoders.map(decoder => decoder.format).join(", ");
}
