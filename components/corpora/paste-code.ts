import type { SnapshotItem } from "#lib/corpora/schemas.ts";

/** Ways to read a snapshot that work with what Espalier serves today. */
export const pasteWays = ["pull", "pandas", "datasets", "TRL"] as const;
export type PasteWay = (typeof pasteWays)[number];

type Told = Pick<SnapshotItem, "corpus" | "version" | "snapshot" | "recipe" | "rows" | "statistics">;

/** @param address Of this server, for example `https://espalier.example`. */
export function pasteCode(way: PasteWay, address: string, workspace: string, snapshot: Told): string {
  const folder = `./${snapshot.corpus}-v${snapshot.version}`;
  const pull = `espalier pull ${workspace}/${snapshot.snapshot} ${folder}`;
  const files = `${folder}/data/train-*.parquet`;
  switch (way) {
    case "pull":
      return [
        `# ESPALIER_URL=${address} ESPALIER_API_KEY=esp_...`,
        "# every file is checked against its sha256; run again to resume",
        pull,
      ].join("\n");
    case "pandas":
      return [`# ${pull}`, "import pandas as pd", `train = pd.read_parquet("${folder}/data")`].join("\n");
    case "datasets":
      return [
        `# ${pull}`,
        "from datasets import load_dataset",
        `train = load_dataset("parquet", data_files="${files}", split="train")`,
      ].join("\n");
    case "TRL":
      return trlCode(pull, files, snapshot);
  }
}

const trainers = { dpo: ["DPOConfig", "DPOTrainer"], reward: ["RewardConfig", "RewardTrainer"] } as const;

function trlCode(pull: string, files: string, snapshot: Told): string {
  const [config, trainer] = trainers[snapshot.recipe];
  const { maxLength, note } = fittingLength(snapshot);
  return [
    `# ${pull}`,
    "from datasets import load_dataset",
    `from trl import ${config}, ${trainer}`,
    `train = load_dataset("parquet", data_files="${files}", split="train")`,
    `# ${note}`,
    `args = ${config}(output_dir="out", max_length=${maxLength})`,
    `${trainer}(model="MODEL", args=args, train_dataset=train).train()`,
  ].join("\n");
}

/**
 * The smallest of the counted lengths that no row exceeds, else the largest of them, and what it and the trainer's
 * default of 1024 would drop. Lengths are estimates of 4 characters a token.
 */
export function fittingLength({ rows, statistics }: Pick<Told, "rows" | "statistics">): {
  maxLength: number;
  note: string;
} {
  const counted = [...statistics.longerThan].sort((a, b) => a.tokens - b.tokens);
  const chosen = counted.find(entry => entry.rows === 0) ?? counted.at(-1);
  if (!chosen) return { maxLength: 8192, note: "row lengths are not known" };
  const short = counted.find(entry => entry.tokens <= 1024 && entry.rows > 0);
  const about = `about ${chosen.rows} of ${rows} rows are longer`;
  const fallback = short ? `; the default of 1024 would cut or drop about ${short.rows}` : "";
  return { maxLength: chosen.tokens, note: `${about}${fallback}` };
}
