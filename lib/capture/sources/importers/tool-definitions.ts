import type { TrajectoryRecord } from "#lib/log/schemas.ts";
import { arrayOf, objectOf, parseInner } from "../source-values.ts";

/**
 * The `tools` of a chat row: a list of definitions, or the JSON text of one, since a Parquet column holds it so.
 * @throws {Refusal} naming the definition.
 */
export function toolsOf(tools: unknown): TrajectoryRecord["tools"] {
  if (tools === undefined || tools === null || tools === "") return undefined;
  const list = arrayOf(typeof tools === "string" ? parseInner(tools, "tools") : tools, "tools");
  return list.map((tool, at) => {
    const path = `tools[${at}]`;
    return objectOf(typeof tool === "string" ? parseInner(tool, path) : tool, path);
  });
}
