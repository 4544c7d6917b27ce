/**
 * A snapshot's README.md: names its splits in the YAML that the Hub's readers look for. It holds nothing that differs
 * between versions or corpora of the same rows.
 */
export function datasetCard(splits: readonly string[]): Uint8Array {
  const lines = [...new Set(splits)].map(split => `  - {split: ${split}, path: "data/${split}-*.parquet"}`);
  const text = `---
configs:
- config_name: default
  data_files:
${lines.join("\n")}
---

An immutable snapshot, published by Espalier. Its manifest lists every file with its sha256. Message columns hold JSON
(the \`arrow.json\` extension type): a list of messages with \`role\` and \`content\`, and tool calls with their arguments as
objects. Columns that begin with \`esp_\` tell where a row comes from.
`;
  return new TextEncoder().encode(text);
}
