import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import { invalid } from "#lib/service/errors.ts";

/** Largest JSON body; NDJSON and uploads stream and have no such limit. */
export const maxJsonBytes = 64 * 1024 * 1024;

/** Reads a JSON body, without loss. @throws Invalid with the place where it stops being JSON. */
export function jsonBody(request: Request): Promise<unknown> {
  return jsonOf(request.body ?? []);
}

export async function jsonOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<unknown> {
  const text = decodeUtf8(await readBounded(chunks));
  if (text.trim() === "") return {};
  return parseBody(text);
}

export function parseBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const line = text.slice(0, error.at).split("\n").length;
    throw invalid(`The body is not valid JSON at line ${line}: ${error.message}.`, {
      code: "invalid_json",
      extra: { position: error.at },
    });
  }
}

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid("The body is not valid UTF-8.", { code: "invalid_utf8", cause });
  }
}

async function readBounded(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxJsonBytes) {
      throw invalid(
        `The body is larger than ${maxJsonBytes / 1024 / 1024} MiB. Send it as NDJSON, or in parts.`,
        {
          code: "too_large",
        },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
