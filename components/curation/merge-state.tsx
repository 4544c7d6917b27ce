import { Chip } from "#components/ui/chip.tsx";
import type { MergeRequestItem } from "#lib/curation/schemas.ts";

const words = { open: "open", merged: "✓ merged", closed: "closed" } as const;

export function MergeState({ state }: { state: MergeRequestItem["state"] }) {
  return <Chip tone={state === "open" ? "leaf" : "plain"}>{words[state]}</Chip>;
}
